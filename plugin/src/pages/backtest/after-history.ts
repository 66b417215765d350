import type { TidemarkApi } from '../../shared/api/client';

const LOOK_EVERY_MS = 500;
/** A very long history is not waited for: the bands of what was read so far are there, the rest follows. */
const LONGEST_MS = 30_000;

/** Resolves when a new watch has learned its history, or says that it cannot, and after 30 s in any case. */
export async function afterHistory(api: Pick<TidemarkApi, 'watch'>, name: string): Promise<void> {
  for (let waitedMs = 0; waitedMs < LONGEST_MS; waitedMs += LOOK_EVERY_MS) {
    const { pull } = await api.watch(name);
    if (pull?.state !== 'backfilling') {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
