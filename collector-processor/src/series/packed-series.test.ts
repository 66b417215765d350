import fc from 'fast-check';
import { createSeriesPacker, unpackSeries } from './packed-series.ts';

describe('packed series', () => {
  it('are the same again, whatever names their labels have', () => {
    const name = fc.oneof(fc.constantFrom('service.name', 'http.route', '__proto__', 'toString', ''), fc.string());
    const labels = fc.array(fc.tuple(name, fc.string())).map((pairs) => Object.fromEntries(pairs));
    fc.assert(
      fc.property(fc.array(labels), (sets) => {
        const refs = sets.map((one, row) => ({ id: 3 * row + 1, watch: 'requests', labels: one }));
        const packer = createSeriesPacker();
        refs.forEach(packer.push);
        expect(unpackSeries('requests', structuredClone(packer.snapshot()))).toEqual(refs);
      }),
    );
  });
});
