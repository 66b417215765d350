import { expect, it, jest } from '@jest/globals';

jest.unstable_mockModule('@bsull/augurs-prophet-wasmstan', () => ({
  optimizer: {
    optimize: () => {
      throw new WebAssembly.RuntimeError('unreachable');
    },
  },
}));

it('another model stands in, and is named, where the optimiser gives up', async () => {
  const { prophet } = await import('./prophet.ts');
  const values = Float64Array.from({ length: 240 }, (_, hour) => 100 + 50 * Math.sin((2 * Math.PI * hour) / 24));
  const fitted = prophet.fit({ values, startMs: 0, stepMs: 3_600_000, timezone: 'UTC', nonNegative: true });
  expect(fitted).toMatchObject({ model: 'seasonal-naive', fallback: "Prophet's optimiser found no fit" });
  expect([...fitted.predict(3, []).expected]).toEqual([...values.slice(216, 219)]);
});
