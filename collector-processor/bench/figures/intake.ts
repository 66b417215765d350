import { goVersion } from '../../test/peers/install/go.ts';
import { medianOf, rate, type Bench } from '../frame.ts';
import { createCpuClock } from '../intake/process-cpu.ts';
import { createRequestSource, POINTS } from '../intake/requests.ts';
import { createGrpcSender, createHttpSender, type Sender } from '../intake/senders.ts';
import { startJournaled } from '../intake/journaled.ts';
import { startCollector, startTidemark, type OtlpServer } from '../intake/servers.ts';

const CONNECTIONS = 4;
/** A turn: short, so that whatever disturbs the machine for a while disturbs all contenders. */
const TURN_REQUESTS = 100;
const PEER = 'Go Collector 0.155, OTLP receiver to nop exporter';
/** Until streams are known and the hot code is compiled: by turns, for what one way in teaches the compiler, the other unsettles. */
const WARM_UP_TURNS = 3;
const WARM_UP_REQUESTS = { quick: 400, full: 700 };
/** Telemetry begins so long ago, so that it can advance by ten seconds a request; with the journal it is of the last minute. */
const PAST = { agoMs: 20 * 3_600_000, intervalMs: 10_000 };
const NOW = { agoMs: 60_000, intervalMs: 5 };

/**
 * Points a CPU-second from the socket to partials, and by the whole service to journaled ones, beside a real Collector that takes the same requests and drops them.
 */
export const intakeBench: Bench = {
  name: 'otlp intake',
  async run({ quick, log }) {
    if (goVersion() === null) {
      log('no Go here: not measured beside a Collector');
      return [];
    }
    const rounds = quick ? 15 : 45;
    const warmUp = quick ? WARM_UP_REQUESTS.quick : WARM_UP_REQUESTS.full;
    const collector = await startCollector(log);
    const tidemark = await startTidemark();
    const journaled = await startJournaled();
    try {
      const load = (server: OtlpServer, name: string, sender: (port: number) => Sender, port: number, times = PAST) =>
        createLoad(
          server,
          Array.from({ length: CONNECTIONS }, () => sender(port)),
          name,
          times,
        );
      const loads = {
        http: load(tidemark, 'http', createHttpSender, tidemark.httpPort),
        peerHttp: load(collector, 'http', createHttpSender, collector.httpPort),
        grpc: load(tidemark, 'grpc', createGrpcSender, tidemark.grpcPort),
        peerGrpc: load(collector, 'grpc', createGrpcSender, collector.grpcPort),
        keptHttp: load(journaled, 'http', createHttpSender, journaled.httpPort, NOW),
        keptGrpc: load(journaled, 'grpc', createGrpcSender, journaled.grpcPort, NOW),
      };
      for (let turn = 0; turn < WARM_UP_TURNS; turn++) for (const each of Object.values(loads)) await each.run(warmUp);
      const median = await medianOf(rounds, {
        http: () => loads.http.run(TURN_REQUESTS),
        peerHttp: () => loads.peerHttp.run(TURN_REQUESTS),
        grpc: () => loads.grpc.run(TURN_REQUESTS),
        peerGrpc: () => loads.peerGrpc.run(TURN_REQUESTS),
        keptHttp: () => loads.keptHttp.run(TURN_REQUESTS),
        keptGrpc: () => loads.keptGrpc.run(TURN_REQUESTS),
      });
      for (const each of Object.values(loads)) each.close();
      const { points, refused, partials } = await tidemark.counts();
      const expected = 2 * (rounds * TURN_REQUESTS + WARM_UP_TURNS * warmUp) * POINTS;
      if (points !== expected || refused > 0 || partials === 0)
        throw new Error(`of ${expected} points ${points} were taken and ${refused} refused: the figures mean nothing`);
      const lost = await journaled.refused();
      if (lost > 0) throw new Error(`the service refused ${lost} points: the figures mean nothing`);
      return [
        rate('OTLP/HTTP protobuf to journaled partials', 'points/CPU-s', median.keptHttp, PEER, median.peerHttp),
        rate('OTLP/gRPC to journaled partials', 'points/CPU-s', median.keptGrpc, PEER, median.peerGrpc),
        rate('OTLP/HTTP protobuf to partials', 'points/CPU-s', median.http, PEER, median.peerHttp),
        rate('OTLP/gRPC to partials', 'points/CPU-s', median.grpc, PEER, median.peerGrpc),
      ];
    } finally {
      await Promise.all([collector.stop(), tidemark.stop(), journaled.stop()]);
    }
  },
};

/** Connections that send to a server as fast as it answers. */
function createLoad(server: OtlpServer, senders: readonly Sender[], name: string, { agoMs, intervalMs }: typeof PAST) {
  const startMs = Date.now() - agoMs;
  const cpuSeconds = createCpuClock(server.pid);
  const sources = senders.map((_sender, i) => createRequestSource(`${name}-${i}`, startMs, intervalMs));
  return {
    /** @returns points a CPU-second of the server */
    async run(requests: number): Promise<number> {
      const before = cpuSeconds();
      let left = requests;
      await Promise.all(
        senders.map(async (sender, i) => {
          while (left-- > 0) await sender.send(sources[i]!.next());
        }),
      );
      return (requests * POINTS) / (cpuSeconds() - before);
    },
    close: () => senders.forEach((sender) => sender.close()),
  };
}
