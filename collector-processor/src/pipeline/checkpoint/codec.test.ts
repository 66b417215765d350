import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decodePieces, encodePieces, type Piece } from './codec.ts';

async function* inTurn(pieces: readonly Piece[]): AsyncGenerator<Piece> {
  yield* pieces;
}
const again = (pieces: readonly Piece[]) => decodePieces(inTurn(pieces));

describe('the pieces of a checkpoint', () => {
  it('are small, whatever is taken apart, and give the same again', async () => {
    const value = {
      slab: Float32Array.from({ length: 400_000 }, (_, i) => i / 3),
      view: new Float64Array(new ArrayBuffer(1_600_008), 8, 200_000).fill(NaN),
      names: new Map(Array.from({ length: 40_000 }, (_, i) => [`series ${i}`, { row: i, labels: { route: `/${i}` } }])),
      nested: [new Set(['a']), { list: Array.from({ length: 100_000 }, (_, i) => [i, null, -0, Infinity]) }],
      small: { gone: undefined, none: null, text: 'ä', bytes: Uint8Array.of(1, 2) },
    };
    const pieces = [...encodePieces(value)];
    expect(Math.max(...pieces.map(({ bytes }) => bytes.length))).toBeLessThan(600_000);
    expect(pieces.length).toBeGreaterThan(20);
    expect(await again(pieces)).toEqual(value);
  });

  it('give the same again for any plain data', async () => {
    const plain = fc.anything({ withTypedArray: true, withMap: true, withSet: true });
    await fc.assert(
      fc.asyncProperty(plain, async (value) => {
        expect(await again([...encodePieces(value)])).toEqual(value);
      }),
      { numRuns: 300 },
    );
  });

  it('are not taken for whole when some are missing', async () => {
    const pieces = [...encodePieces(Array.from({ length: 100_000 }, (_, i) => i))];
    for (let length = 0; length < pieces.length; length++) {
      await expect(again(pieces.slice(0, length))).rejects.toThrow('ends too early');
    }
  });
});
