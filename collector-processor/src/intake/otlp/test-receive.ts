import { createMeasureStage } from '../../measure/stage.ts';
import type { WatchDefinition } from '../../measure/watch-source.ts';
import type { PartialBatch } from '../../series/types.ts';
import { createTaker, type Dropped, type Receive } from './export-request.ts';
import { createOtlpReader } from './reader.ts';

export const NOTHING_DROPPED: Dropped = { late: 0, future: 0, overflow: 0 };

/** Takes requests as the service does, without a journal between. */
export function receiveAtOnce({
  watches,
  clock,
  ingest = () => NOTHING_DROPPED,
}: {
  readonly watches: readonly WatchDefinition[];
  readonly clock: () => number;
  readonly ingest?: (batch: PartialBatch) => Dropped;
}): Receive {
  const take = createTaker({ reader: createOtlpReader(), measure: createMeasureStage({ watches }), ingest });
  return async (request) => take(request, clock());
}
