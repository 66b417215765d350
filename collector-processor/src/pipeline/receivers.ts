import type { Logger } from 'pino';
import type { Settings } from '../config/settings.ts';
import { createOtlpGrpcServer } from '../intake/otlp-grpc/server.ts';
import { createOtlpHttpServer } from '../intake/otlp-http/server.ts';
import { createAdmission } from '../intake/otlp/admission.ts';
import type { Receive } from '../intake/otlp/export-request.ts';
import type { OtlpOutcome } from '../intake/otlp/transport.ts';
import type { Authorizer } from '../security/authorizer.ts';
import type { ServerTls } from '../security/tls.ts';
import type { Telemetry } from '../telemetry/index.ts';
import { urlOf } from './url-of.ts';

export interface ReceiversOptions {
  readonly otlp: Settings['otlp'];
  readonly receive: Receive;
  readonly auth: Settings['auth'];
  readonly authorizer: Pick<Authorizer, 'authorize'>;
  readonly tls: ServerTls | null;
  readonly logger: Logger;
  readonly telemetry: Telemetry;
}

/** OTLP over HTTP, and over gRPC where it is on. */
export function createReceivers({ otlp, receive, auth, authorizer, tls, logger, telemetry }: ReceiversOptions) {
  function countRequest({ signal, httpStatus, accepted, refused, error }: OtlpOutcome): void {
    const named = signal ?? 'unknown';
    telemetry.count('tidemark.intake.requests', 1, { signal: named, status: httpStatus, error: error ?? '' });
    if (accepted > 0) {
      telemetry.count('tidemark.intake.points', accepted, { signal: named, outcome: 'accepted', reason: '' });
    }
    for (const { reason, count } of refused) {
      telemetry.count('tidemark.intake.points', count, { signal: named, outcome: 'refused', reason });
    }
  }

  const { bodyBytes, decompressedBytes, requests, waitingBytes } = otlp.limits;
  const receiver = {
    receive,
    logger,
    tls,
    admission: createAdmission({
      authorize: (header) => authorizer.authorize(header, 'ingest'),
      room: { maxRequests: requests, maxBytes: waitingBytes },
      limits: new Map(auth.tokens.map(({ name, limits }) => [name, limits])),
    }),
    onOutcome: countRequest,
  };
  const http = createOtlpHttpServer({ ...receiver, limits: { bodyBytes, decompressedBytes } });
  const grpcLimits = { messageBytes: decompressedBytes, maxStreams: requests };
  const grpc = otlp.grpc === null ? null : createOtlpGrpcServer({ ...receiver, limits: grpcLimits });

  return {
    /** @throws TidemarkError TLERR_LISTEN_FAILED */
    async listen(): Promise<{ readonly otlp: string; readonly otlpGrpc: string | null }> {
      const { host, port } = await http.listen(otlp);
      if (grpc === null || otlp.grpc === null) return { otlp: urlOf(host, port, tls !== null), otlpGrpc: null };
      const bound = await grpc.listen({ host: otlp.host, port: otlp.grpc.port });
      return { otlp: urlOf(host, port, tls !== null), otlpGrpc: urlOf(bound.host, bound.port, tls !== null) };
    },
    /** Lets requests under way end. */
    async close(): Promise<void> {
      await Promise.all([http.close(), grpc?.close()]);
    },
  };
}
