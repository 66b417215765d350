import { describe, expect, it } from '@jest/globals';
import { createStore, MEMORY } from './index.ts';

const NAME = 'isolation-forest';

describe('versions of models', () => {
  it('are told of a watch, or of one series of it alone, newest first', () => {
    const store = createStore({ path: MEMORY, retention: { stepsMs: 1e15, incidentsMs: 1e15 } });
    const train = (labels: Readonly<Record<string, string>>) =>
      store.saveTraining({
        decision: { watch: 'requests', labels, atMs: 0, uses: [NAME], reason: '', figures: {} },
        fresh: [{ model: NAME, body: new Uint8Array(1), about: {} as never }],
        versions: { [NAME]: 'fresh' },
      });
    train({ service: 'shop', route: '/a' });
    train({ service: 'shop', route: '/b' });
    train({ service: 'shop', route: '/a' });

    const told = (labels?: Readonly<Record<string, string>>) =>
      store.models('requests', labels).map(({ id, inUse }) => [id, inUse]);
    expect(told()).toEqual([
      [3, true],
      [2, true],
      [1, false],
    ]);
    expect(told({ route: '/a', service: 'shop' })).toEqual([
      [3, true],
      [1, false],
    ]);
    expect(told({ route: '/c', service: 'shop' })).toEqual([]);
    store.close();
  });
});
