import type { Transport } from '../../src/shared/api/transport';
import { TidemarkApiError } from '../../src/shared/api/api-error';

/** A trouble that the demo's shop can be put into. */
export interface Trouble {
  readonly id: string;
  readonly title: string;
  readonly description: string;
}

export interface TroublesBody {
  readonly active: string | null;
  readonly troubles: readonly Trouble[];
}

export interface TroublesApi {
  /** Null where no demo runs. */
  list(signal?: AbortSignal): Promise<TroublesBody | null>;
  start(id: string): Promise<void>;
}

/** The id that ends whatever trouble there is. */
export const BACK_TO_NORMAL = 'normal';

export function createTroublesApi(transport: Transport): TroublesApi {
  return {
    list: async (signal) => {
      try {
        const body = await transport({ method: 'GET', path: '/demo/troubles', signal });
        return isTroublesBody(body) ? body : null;
      } catch (error) {
        if (error instanceof TidemarkApiError && error.status !== 0) {
          return null;
        }
        throw error;
      }
    },
    start: async (id) => {
      await transport({ method: 'POST', path: `/demo/troubles/${encodeURIComponent(id)}`, body: {} });
    },
  };
}

function isTroublesBody(body: unknown): body is TroublesBody {
  return typeof body === 'object' && body !== null && 'troubles' in body && Array.isArray(body.troubles);
}
