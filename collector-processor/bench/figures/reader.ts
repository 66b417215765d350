import { messageType } from '../../src/intake/otlp/proto-schema.ts';
import { createMetricsReader } from '../../src/intake/wire/metrics-reader.ts';
import { bestOf, rate, type Bench } from '../frame.ts';
import { createRequestSource, POINTS } from '../intake/requests.ts';

/** Points a CPU-second from bytes to what measure can work on. */
export const readerBench: Bench = {
  name: 'otlp reader',
  async run({ quick }) {
    const bytes = createRequestSource('reader', Date.now()).next();
    const reader = createMetricsReader();
    const decoder = messageType('MetricsRequest');
    const read = (): void => {
      const result = reader.read(bytes);
      if (result.status === 'malformed' || result.columns.points.count !== POINTS) throw new Error('not what was sent');
    };
    const decode = (): void => void decoder.decode(bytes);
    const [times, peerTimes] = quick ? [1500, 200] : [4000, 500];
    pointsPerCpuSecond(read, times);
    pointsPerCpuSecond(decode, peerTimes);
    const best = await bestOf(quick ? 3 : 7, {
      reader: () => pointsPerCpuSecond(read, times),
      peer: () => pointsPerCpuSecond(decode, peerTimes),
    });
    return [rate('OTLP reader', 'points/CPU-s', best.reader, 'protobufjs 8.8', best.peer)];
  },
};

function pointsPerCpuSecond(readOne: () => void, times: number): number {
  const before = process.cpuUsage();
  for (let i = 0; i < times; i++) readOne();
  const { user, system } = process.cpuUsage(before);
  return (times * POINTS * 1e6) / (user + system);
}
