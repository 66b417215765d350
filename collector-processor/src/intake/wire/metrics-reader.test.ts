import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readMetricsProtobuf } from '../otlp/protobuf-reader.ts';
import { metricsRequest, toProtobuf } from '../otlp/test-requests.ts';
import { sumAttributes } from './attribute-sums.ts';
import { createMetricsReader } from './metrics-reader.ts';
import { SeededHash } from './seeded-hash.ts';
import { decodedMetrics } from './test-decoded.ts';
import { broken, metricsMessages } from './test-messages.ts';

const reader = createMetricsReader();
const read = (bytes: Uint8Array) => decodedMetrics(reader.read(bytes));

describe('the streaming reader of metrics', () => {
  it('reads every kind of metric as the generated decoder does', () => {
    const bytes = toProtobuf('MetricsRequest', metricsRequest);
    expect(read(bytes)).toEqual(readMetricsProtobuf(bytes));
  });

  it('reads whatever a conforming encoder may write as the generated decoder does', () => {
    let bytesRead = 0;
    fc.assert(
      fc.property(metricsMessages, (bytes) => {
        expect(read(bytes)).toEqual(readMetricsProtobuf(bytes));
        bytesRead += bytes.length;
      }),
      { numRuns: 2000 },
    );
    // About 500 kB in practice: the bound only rules out messages that are mostly empty.
    expect(bytesRead).toBeGreaterThan(200_000);
  });

  it('refuses broken bytes only where the generated decoder does, and reads the rest alike', () => {
    let refused = 0;
    let forgiven = 0;
    fc.assert(
      fc.property(broken(metricsMessages), (bytes) => {
        const result = read(bytes);
        const expected = readMetricsProtobuf(bytes);
        if (result.status === 'malformed') {
          refused++;
          // protobufjs takes ten bytes of a number, whether it ends there or not.
          if (!result.error.includes('more than ten bytes')) expect(expected.status).toBe('malformed');
        } else if (expected.status === 'decoded') expect(result).toEqual(expected);
        else if (!expected.error.includes('utf-8')) forgiven++;
      }),
      { numRuns: 3000 },
    );
    expect(refused).toBeGreaterThan(300);
    // What it never looks into: a summary's points, and data that other data of the same metric replaced.
    expect(forgiven).toBeLessThan(refused / 20);
  });

  it('takes a text that is not UTF-8, marking what is not', () => {
    const bytes = Uint8Array.from(toProtobuf('MetricsRequest', metricsRequest));
    bytes[bytes.indexOf('g'.charCodeAt(0))] = 0xff;
    expect(JSON.stringify(read(bytes))).toContain('\ufffd');
  });

  it('refuses a message cut at any byte, saying where', () => {
    const whole = toProtobuf('MetricsRequest', metricsRequest);
    for (let length = 1; length < whole.length; length++) {
      expect(reader.read(whole.subarray(0, length))).toEqual({
        status: 'malformed',
        error: expect.stringMatching(/^not a valid protobuf message: .* at byte \d+$/),
      });
    }
    expect(reader.read(whole).status).toBe('decoded');
  });

  it.each([
    ['random bytes', fc.uint8Array({ maxLength: 400 })],
    [
      'runs of one byte',
      fc.tuple(fc.nat(255), fc.nat(5000)).map(([byte, length]) => new Uint8Array(length).fill(byte)),
    ],
  ])('stands %s', (_name, bytes) => {
    fc.assert(
      fc.property(bytes, (each) => {
        expect(read(each).status).toBe(readMetricsProtobuf(each).status);
      }),
      { numRuns: 500 },
    );
  });
});

describe('attribute sums', () => {
  const point = (attributes: readonly object[], hash = new SeededHash()) => {
    const bytes = toProtobuf('MetricsRequest', {
      resourceMetrics: [{ scopeMetrics: [{ metrics: [{ name: 'g', gauge: { dataPoints: [{ attributes }] } }] }] }],
    });
    const result = reader.read(bytes);
    if (result.status === 'malformed') throw new Error(result.error);
    const { points, view } = result.columns;
    sumAttributes(hash, view, points.attributesFrom[0]!, points.attributesTo[0]!);
    return [hash.low, hash.high];
  };
  const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });

  it('do not go by order', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.string()), { maxLength: 6 }), (pairs) => {
        const attributes = pairs.map(([key, value]) => text(key, value));
        expect(point(attributes)).toEqual(point(attributes.reverse()));
      }),
      { numRuns: 200 },
    );
  });

  it('differ for sets that differ, a million of them', () => {
    const hash = new SeededHash();
    const bytes = new Uint8Array(24);
    const view = new DataView(bytes.buffer);
    const seen = new Set<number>();
    for (let i = 0; i < 1_000_000; i++) {
      // As attributes are: a fixed text, then something that counts.
      view.setUint32(8 + (i % 3) * 4, i, true);
      hash.start();
      hash.add(view, 0, 16 + (i % 8));
      seen.add((hash.high >>> 0) * 2 ** 21 + (hash.low >>> 11));
    }
    expect(seen.size).toBe(1_000_000);
  });

  it('differ when the set stands twice, or in another process', () => {
    const one = [text('a', 'b')];
    expect(point([...one, ...one])).not.toEqual(point(one));
    expect(point(one, new SeededHash(1))).not.toEqual(point(one, new SeededHash(2)));
  });
});
