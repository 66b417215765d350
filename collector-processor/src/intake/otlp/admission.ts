import { performance } from 'node:perf_hooks';
import type { TokenLimits } from '../../config/settings.ts';
import { TidemarkError } from '../../errors/tidemark-error.ts';
import { createAllowance, type Allowance } from '../../security/allowance.ts';
import type { Authorization } from '../../security/authorizer.ts';
import { createRoom, DEFAULT_ROOM, type Place, type RoomLimits } from './room.ts';
import type { Failure } from './transport.ts';

/** A request that may be received. */
export interface Admitted extends Place {
  readonly status: 'admitted';
  /** Name of the token it came with, where the series of what it sends are limited. */
  readonly token: string | undefined;
  /** What it turned out to bring, refused points included. */
  charge(points: number): void;
}

export interface Admission {
  /** Judges a request by its Authorization header, before its body is received. */
  admit(authorization: string | undefined): Admitted | Failure;
}

export interface AdmissionOptions {
  /** Default: everyone may send. */
  readonly authorize?: (authorization: string | undefined) => Authorization;
  readonly room?: Partial<RoomLimits>;
  /** By the name of a token; none is limited that is not in it. */
  readonly limits?: ReadonlyMap<string, TokenLimits>;
  /** Milliseconds that do not go back. */
  readonly nowMs?: () => number;
}

/** Room is free again as soon as the disk has taken a few records. */
const RETRY_AFTER_SECONDS = 1;

/** There is no room for the bytes of a request. */
export const overloaded = (): Failure => ({
  status: 'failed',
  error: new TidemarkError('TLERR_OTLP_OVERLOADED'),
  retryAfterSeconds: RETRY_AFTER_SECONDS,
});

/** Who may send, how much, and whether there is room for it now: one for all transports. */
export function createAdmission(options: AdmissionOptions = {}): Admission {
  const { authorize = () => ({ status: 'allowed', name: null }), limits, nowMs = () => performance.now() } = options;
  const room = createRoom({ ...DEFAULT_ROOM, ...options.room });
  const rates = new Map([...(limits ?? [])].map(([name, given]) => [name, createRates(given, nowMs)]));

  function admit(authorization: string | undefined): Admitted | Failure {
    const judged = authorize(authorization);
    if (judged.status !== 'allowed') {
      const code = judged.status === 'forbidden' ? 'TLERR_OTLP_FORBIDDEN' : 'TLERR_OTLP_UNAUTHENTICATED';
      return { status: 'failed', error: new TidemarkError(code) };
    }
    const { name } = judged;
    const rate = name === null ? undefined : rates.get(name);
    const over = rate?.over() ?? null;
    if (over !== null) {
      const error = new TidemarkError('TLERR_OTLP_RATE', { token: name ?? '', limit: over.limit });
      return { status: 'failed', error, retryAfterSeconds: over.waitSeconds };
    }
    const place = room.enter();
    if (place === null) {
      return { status: 'failed', error: new TidemarkError('TLERR_OTLP_BUSY'), retryAfterSeconds: RETRY_AFTER_SECONDS };
    }
    rate?.request();
    const isCounted = name !== null && (limits?.get(name)?.series ?? null) !== null;
    const token = isCounted ? name : undefined;
    return { ...place, status: 'admitted', token, charge: (points) => rate?.points(points) };
  }

  return { admit };
}

function createRates({ requestsPerSecond, pointsPerSecond }: TokenLimits, nowMs: () => number) {
  const allowance = (perSecond: number | null): Allowance | null =>
    perSecond === null ? null : createAllowance(perSecond, nowMs());
  const requests = allowance(requestsPerSecond);
  const points = allowance(pointsPerSecond);
  return {
    /** The limit that is overdrawn, and for how long. */
    over(): { readonly limit: string; readonly waitSeconds: number } | null {
      const now = nowMs();
      const waits = [
        { limit: 'requests_per_second', waitSeconds: requests?.waitSeconds(now) ?? 0 },
        { limit: 'points_per_second', waitSeconds: points?.waitSeconds(now) ?? 0 },
      ];
      const longest = waits.reduce((a, b) => (b.waitSeconds > a.waitSeconds ? b : a));
      return longest.waitSeconds > 0 ? longest : null;
    },
    request: (): void => requests?.spend(1, nowMs()),
    points: (count: number): void => points?.spend(count, nowMs()),
  };
}
