import { setImmediate as turn } from 'node:timers/promises';
import { settingsOf } from '../../config/load-config.ts';
import { createTaker } from '../../intake/otlp/export-request.ts';
import { createOtlpReader } from '../../intake/otlp/reader.ts';
import { logsRequest, metricsRequest, NANOS_MS, toProtobuf, tracesRequest } from '../../intake/otlp/test-requests.ts';
import { createMeasureStage } from '../../measure/stage.ts';
import { SILENT_TELEMETRY } from '../../telemetry/index.ts';
import { createSequencer } from '../commands/sequencer.ts';
import type { CommandMap, Handlers } from '../commands/types.ts';
import { createEngine } from '../engine.ts';
import { encodePieces } from './codec.ts';

const { watches } = settingsOf({
  watches: [
    { name: 's', source: { otlp: { metric: 's' } }, measure: 'rate', by: ['i'], step: '1m' },
    { name: 'g', source: { otlp: { metric: 'g' } }, measure: 'last', step: '1m' },
    { name: 'h', source: { otlp: { metric: 'h' } }, measure: ['p50', 'p95'], step: '1m' },
    { name: 'e', source: { otlp: { metric: 'e' } }, measure: ['p50', 'p95'], step: '1m' },
  ],
});

/** The same request `steps` minutes later, with totals that have grown and a stream that is new each time. */
function later(request: object, steps: number): object {
  const moved = JSON.stringify(request).replace(/"(\d{19})"/g, (_all, nanos: string) =>
    JSON.stringify(String(BigInt(nanos) + BigInt(steps * 60_000) * 1_000_000n)),
  );
  return JSON.parse(moved.replace(/"-5"/g, String(7 + steps)).replace(/"200"/g, String(200 + (steps % 4)))) as object;
}

/** As the file has it. */
const written = (state: unknown): Buffer => Buffer.concat([...encodePieces(state)].map(({ bytes }) => bytes));

it('requests that are taken while a checkpoint is written are not in it', () => {
  const engine = createEngine({ watches });
  const measure = createMeasureStage({ watches });
  const ingest = engine.ingest;
  const take = createTaker({ reader: createOtlpReader(), measure, ingest });
  function send(step: number): void {
    const receivedMs = NANOS_MS + step * 60_000;
    const all = {
      metrics: later(metricsRequest, step),
      traces: later(tracesRequest, step),
      logs: later(logsRequest, step),
    };
    const bytes = {
      metrics: toProtobuf('MetricsRequest', all.metrics),
      traces: toProtobuf('TracesRequest', all.traces),
      logs: toProtobuf('LogsRequest', all.logs),
    };
    for (const signal of ['metrics', 'traces', 'logs'] as const)
      take({ signal, encoding: 'protobuf', bytes: Buffer.from(bytes[signal]) }, receivedMs);
  }
  for (let step = 0; step < 5; step++) {
    send(step);
    engine.advance(NANOS_MS + step * 60_000);
  }
  const [known, said] = [engine.snapshot(), measure.snapshot()];
  const before = written({ known, said });
  expect(engine.series('s').length).toBeGreaterThan(1);
  // Late ones, others for open steps, new series and new streams.
  for (const step of [3, 5, 5, 6, 7, 8, 9]) send(step);
  expect(written({ known, said }).equals(before)).toBe(true);
  expect(written({ known: engine.snapshot(), said }).equals(before)).toBe(false);
  expect(written({ known, said: measure.snapshot() }).equals(before)).toBe(false);
});

it('commands wait for a moment, what puts or removes a watch until a checkpoint is written', async () => {
  const done: string[] = [];
  const did =
    <K extends keyof CommandMap>(kind: K) =>
    (): never => {
      done.push(kind);
      return undefined as never;
    };
  const handlers: Handlers = {
    ...{ otlp: did('otlp'), advance: did('advance'), pulled: did('pulled') },
    ...{ verdict: did('verdict'), put: did('put'), remove: did('remove'), install: did('install') },
  };
  let seq = 0;
  const append = () => Promise.resolve({ status: 'written' as const, seq: ++seq });
  const sequencer = createSequencer({ journal: { append }, handlers, telemetry: SILENT_TELEMETRY, appliedSeq: 0 });
  const bytes = Buffer.alloc(0);
  const request = () => sequencer.submit('otlp', { signal: 'metrics', encoding: 'protobuf', bytes, receivedMs: 0 });
  const advance = () => sequencer.submit('advance', { clockMs: 0 });
  const remove = () => sequencer.submit('remove', { watch: 's' });
  const turns = async () => {
    for (let i = 0; i < 5; i++) await turn();
  };

  let stored = (): void => undefined;
  sequencer.storing(new Promise((resolve) => (stored = resolve)));
  let goOn = (): void => undefined;
  let finish = (): void => undefined;
  const paused = sequencer.paused((tell) => {
    goOn = tell;
    return new Promise<void>((resolve) => (finish = resolve));
  });

  // While steps are being stored, requests are taken, and no steps closed.
  await request();
  const early = advance();
  await turns();
  expect(done.splice(0)).toEqual(['otlp']);
  stored();
  await turns();
  const waiting = [request(), remove(), request()];
  await turns();
  expect(done).toEqual([]);
  goOn();
  await turns();
  expect(done.splice(0)).toEqual(['advance', 'otlp']);
  finish();
  await Promise.all([paused, early, ...waiting]);
  expect(done).toEqual(['remove', 'otlp']);
});
