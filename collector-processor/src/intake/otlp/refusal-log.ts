import type { Refusal } from '../../measure/refusals.ts';

/** The first refusal of each kind is worth a line in the log; all of them are counted elsewhere. */
export function createRefusalLog(logger: { warn(fields: object, message: string): void }) {
  const warned = new Set<string>();
  return (refused: readonly Refusal[]): void => {
    for (const { reason, told, message, count } of refused) {
      if (!told || warned.has(reason)) continue;
      warned.add(reason);
      logger.warn({ reason, count }, `Telemetry was refused: ${message}. Further ones of this kind are only counted.`);
    }
  };
}
