import { describe, expect, it } from '@jest/globals';
import { createModelShelf } from './model-shelf.ts';

const NAME = 'isolation-forest';

function shelfOf(modelBody: (id: number) => Uint8Array) {
  const logged: unknown[] = [];
  const logger = { warn: (about: unknown) => void logged.push(about) };
  return { shelf: createModelShelf({ store: { modelBody }, logger: logger as never }), logged };
}

describe('the model shelf', () => {
  it.each([
    [
      'is gone',
      () => {
        throw new Error('no such version');
      },
      'no such version',
    ],
    ['is no model', () => new Uint8Array(40).fill(7), ''],
  ])('has nothing, and says so, where a version %s', async (_how, body, reason) => {
    const { shelf, logged } = shelfOf(body);
    await shelf.load([NAME, NAME]);
    expect(shelf.find(3, NAME)).toBeNull();
    expect(logged).toEqual([{ version: 3, model: NAME, reason: expect.stringContaining(reason) }]);
  });

  it('is not to be asked for a model whose code was not loaded: that is no matter of the store', async () => {
    const { shelf, logged } = shelfOf(() => new Uint8Array(0));
    await shelf.load(['lstm']);
    expect(() => shelf.find(3, NAME)).toThrow(`the code of '${NAME}' is not loaded`);
    expect(logged).toEqual([]);
  });
});
