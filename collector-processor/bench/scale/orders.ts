import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toProtobuf } from '../../src/intake/otlp/test-requests.ts';
import { setClock, type ClockedProcess } from '../../test/support/clocked-process.ts';
import { cpuSecondsOf } from '../intake/process-cpu.ts';
import { createHttpSender } from '../intake/senders.ts';

/** Orders by item, a series an item, in the whole service: how it is set up, fed and asked. */
export const STEP_MS = 60_000;
export const START_MS = Date.UTC(2026, 10, 2);
/** Each waits for its answer, which waits for the disk. */
const SENDERS = 4;
const A_REQUEST = 1000;

/** The service's own settings, but for what is given and for what so many series need. */
export async function configure(
  folder: string,
  thousands: number,
  checkpointEvery: string,
  rest: object,
): Promise<void> {
  const config = {
    otlp: { port: 0, grpc: { enabled: false }, limits: { series: 1000 * thousands } },
    api: { port: 0 },
    storage: { path: 'data', checkpoint_interval: checkpointEvery, journal: { max_size: '8GiB' } },
    http_watches: { enabled: false },
    watches: [{ name: 'orders', source: { otlp: { metric: 'orders' } }, measure: 'rate', by: ['item'], step: '60s' }],
    ...rest,
  };
  await writeFile(join(folder, 'tidemark.yaml'), JSON.stringify(config));
}

function request(thousand: number, step: number): Buffer {
  const timeUnixNano = `${START_MS + step * STEP_MS + 1000}000000`;
  const dataPoints = Array.from({ length: A_REQUEST }, (_, i) => ({
    timeUnixNano,
    asDouble: 600 + ((thousand + i + step) % 100),
    attributes: [{ key: 'item', value: { stringValue: `item-${A_REQUEST * thousand + i}` } }],
  }));
  const metrics = [{ name: 'orders', sum: { aggregationTemporality: 1, isMonotonic: true, dataPoints } }];
  // Each is a process of its own: a step closes when all of them have told of it.
  const resource = { attributes: [{ key: 'service.instance.id', value: { stringValue: `shop-${thousand}` } }] };
  return Buffer.from(toProtobuf('MetricsRequest', { resourceMetrics: [{ resource, scopeMetrics: [{ metrics }] }] }));
}

/** A minute of input: a thousand points a request, a series each. @returns CPU µs a point until the last one was answered */
export async function sendMinute(
  folder: string,
  { otlp, child }: ClockedProcess,
  thousands: number,
  step: number,
  say: (what: string) => void,
): Promise<number> {
  await setClock(folder, START_MS + step * STEP_MS + 1000);
  const before = cpuSecondsOf(child.pid!);
  let next = 0;
  async function sendSome(): Promise<void> {
    const sender = createHttpSender(Number(new URL(otlp).port));
    while (next < thousands) {
      const thousand = next++;
      await sender.send(request(thousand, step));
      if ((thousand + 1) % 250 === 0) say(`minute ${step + 1}: ${thousand + 1},000 points sent`);
    }
    sender.close();
  }
  await Promise.all(Array.from({ length: SENDERS }, sendSome));
  const pointUs = ((cpuSecondsOf(child.pid!) - before) * 1e6) / (A_REQUEST * thousands);
  say(`minute ${step + 1} is taken: ${pointUs.toFixed(1)} µs CPU a point`);
  return pointUs;
}

/** Sum of the samples of a metric of its own. */
export async function ownMetric({ api }: ClockedProcess, name: string): Promise<number> {
  const page = await (await fetch(new URL('/metrics', api))).text();
  const samples = page.split('\n').filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));
  return samples.reduce((sum, line) => sum + Number(line.split(' ')[1]), 0);
}
