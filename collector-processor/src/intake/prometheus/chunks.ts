/** Samples of one answer that are aimed at: about 6 MB of JSON, parsed within some 50 ms. */
const SAMPLES_A_CHUNK = 200_000;
/** The first question does not know yet how many series there are. */
const FIRST_STEPS = 1_440;
const MIN_STEPS = 1;

/** How many steps to ask for at once: as many as fit, fewer after an answer that was too much. */
export function createChunkSize({ maxSteps }: { readonly maxSteps: number }) {
  let ceiling = maxSteps;
  let steps = Math.min(FIRST_STEPS, maxSteps);

  return {
    steps: () => steps,
    /** An answer with so many series came. */
    fitTo(seriesCount: number): void {
      const fitting = Math.floor(SAMPLES_A_CHUNK / Math.max(1, seriesCount));
      steps = Math.max(MIN_STEPS, Math.min(ceiling, fitting));
    },
    /** So many steps were too much. False where it was one alone. */
    shrink(asked: number): boolean {
      if (asked <= MIN_STEPS) return false;
      ceiling = Math.max(MIN_STEPS, Math.floor(asked / 2));
      steps = ceiling;
      return true;
    },
  };
}
