import { describe, expect, it } from '@jest/globals';
import type { DetectorName } from '../../detect/models.ts';
import type { InstallOutcome } from '../../pipeline/learned-rows.ts';
import { createPlacing } from './placing.ts';

const NAME = 'isolation-forest';
const labels = { service: 'shop' };
const WATCH = { name: 'requests', stepMs: 60_000 };
const versions = [
  { id: 2, model: NAME, inUse: true },
  { id: 1, model: NAME, inUse: false },
].map((version) => ({ ...version, watch: WATCH.name, labels, about: { companions: [], tail: {} } }));

interface Around {
  /** Versions that score the series now; null: tide alone. */
  readonly now?: readonly number[] | null;
  readonly isReadable?: boolean;
  readonly install?: () => InstallOutcome;
}

function placingIn({ now = null, isReadable = true, install = () => 'installed' }: Around) {
  const plans: unknown[] = [];
  const logged: unknown[] = [];
  const ensemble = now && { withTide: false, members: now.map((id) => ({ id, model: NAME })) };
  const placing = createPlacing({
    engine: {
      watches: () => [],
      learned: () => [],
      lastStepMs: () => null,
      scoredBy: () => ensemble,
      ensembleOf: () => ensemble,
    } as never,
    store: { models: () => versions } as never,
    shelf: { load: () => Promise.resolve(), find: () => (isReadable ? ({ historySteps: 1 } as never) : null) },
    install: (planNow) => {
      plans.push(planNow().plan);
      return Promise.resolve().then(install);
    },
    logger: { warn: (about: unknown) => void logged.push(about) } as never,
  });
  return { plans, logged, place: (...uses: DetectorName[]) => placing.place(WATCH, labels, uses) };
}

describe('placing models', () => {
  it.each([
    ['installed', true],
    ['unreadable', true],
    ['moved', false],
    ['no_series', false],
  ] as const)('is done with when it ends as %s: %s', async (outcome, isDone) => {
    const { place, plans } = placingIn({ install: () => outcome });
    expect(await place(NAME)).toBe(isDone);
    expect(plans).toMatchObject([{ withTide: false, members: [{ id: 2 }] }]);
  });

  it('is tried again, with a word, when the journal does not take it', async () => {
    const { place, logged } = placingIn({
      install: () => {
        throw new Error('no room');
      },
    });
    expect(await place(NAME)).toBe(false);
    expect(logged).toEqual([{ watch: WATCH.name, labels, reason: 'no room' }]);
  });

  it('leaves what scored before where a model cannot be read', async () => {
    const { place, plans } = placingIn({ now: [1], isReadable: false });
    expect(await place(NAME)).toBe(true);
    expect(plans).toEqual([]);
  });

  it.each<[string, readonly number[] | null, readonly DetectorName[], readonly unknown[]]>([
    ['nothing where these versions score', [2], [NAME], []],
    ['nothing where tide alone is to', null, ['tide'], []],
    ['a plan where another version does', [1], [NAME], [{ withTide: false, members: [{ id: 2 }] }]],
    ['a plan where tide is to score with them', [2], ['tide', NAME], [{ withTide: true, members: [{ id: 2 }] }]],
    ['none in their place where tide alone is to', [2], ['tide'], [null]],
  ])('asks for %s', async (_what, now, uses, asked) => {
    const { place, plans } = placingIn({ now });
    expect(await place(...uses)).toBe(true);
    expect(plans).toMatchObject(asked);
  });
});
