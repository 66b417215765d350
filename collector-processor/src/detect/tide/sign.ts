import { F as FIELDS } from './layout.ts';

const F = FIELDS;

/** Whether a negative value was ever seen. */
export const isSigned = (state: Float32Array, o: number): boolean => state[o + F.signed]! >= 1;

/** Leaves the fraction, which is another's (tail.ts). */
export function markSigned(state: Float32Array, o: number): void {
  if (!isSigned(state, o)) state[o + F.signed]! += 1;
}
