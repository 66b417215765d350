import {
  ResponderBuilder,
  ServerInterceptingCall,
  ServerListenerBuilder,
  type Metadata,
  type ServerInterceptor,
} from '@grpc/grpc-js';
import { TidemarkError } from '../../errors/tidemark-error.ts';
import type { Authorization } from '../otlp/transport.ts';
import { failureOf } from './failure.ts';

export interface GuardOptions {
  readonly authorize: (authorization: string | undefined) => Authorization;
  /** Requests being received or answered at once; further ones are told to come again. */
  readonly maxInFlight: number;
  /** From a request's headers to the end of its message. */
  readonly requestTimeoutMs: number;
  /** A request that never came to be read. */
  readonly onRefused: (path: string, error: TidemarkError) => void;
}

const BUSY_RETRY_AFTER_SECONDS = 1;

/** Judges a request by its headers, before its message is received; and ends one whose message does not come. */
export function createGuard({ authorize, maxInFlight, requestTimeoutMs, onRefused }: GuardOptions): ServerInterceptor {
  let inFlight = 0;

  function problem(metadata: Metadata): TidemarkError | null {
    const [authorization] = metadata.get('authorization');
    const judgement = authorize(authorization === undefined ? undefined : String(authorization));
    if (judgement === 'unauthenticated') return new TidemarkError('TLERR_OTLP_UNAUTHENTICATED');
    if (judgement === 'forbidden') return new TidemarkError('TLERR_OTLP_FORBIDDEN');
    return inFlight > maxInFlight ? new TidemarkError('TLERR_OTLP_BUSY') : null;
  }

  return (method, call) => {
    inFlight++;
    let ended = false;
    let timer: NodeJS.Timeout | undefined;
    const end = (): void => {
      clearTimeout(timer);
      if (!ended) inFlight--;
      ended = true;
    };
    const refuse = (error: TidemarkError): void => {
      onRefused(method.path, error);
      guarded.sendStatus(failureOf(error, error.code === 'TLERR_OTLP_BUSY' ? BUSY_RETRY_AFTER_SECONDS : undefined));
    };
    const listener = new ServerListenerBuilder()
      .withOnReceiveMetadata((metadata, next) => {
        const error = problem(metadata);
        if (error !== null) return refuse(error);
        timer = setTimeout(
          () => refuse(new TidemarkError('TLERR_OTLP_TOO_SLOW', { requestTimeoutMs })),
          requestTimeoutMs,
        );
        next(metadata);
      })
      .withOnReceiveMessage((message, next) => {
        clearTimeout(timer);
        next(message);
      })
      .withOnCancel(end)
      .build();
    const guarded = new ServerInterceptingCall(
      call,
      new ResponderBuilder()
        .withStart((next) => next(listener))
        .withSendStatus((status, next) => {
          end();
          next(status);
        })
        .build(),
    );
    return guarded;
  };
}
