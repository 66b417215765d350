import { bestOf, rate, type Bench } from '../frame.ts';
import { cpuSecondsOf } from '../intake/process-cpu.ts';
import { createRequestSource, POINTS } from '../intake/requests.ts';
import { createGrpcSender, createHttpSender, type Sender } from '../intake/senders.ts';
import { startCollector, startTidemark, type OtlpServer } from '../intake/servers.ts';

const CONNECTIONS = 4;
const PEER = 'Go Collector 0.155, OTLP receiver to nop exporter';
/** Until streams are known and the hot code is compiled: by turns, for what one way in teaches the compiler, the other unsettles. */
const WARM_UP_TURNS = 3;
const WARM_UP_REQUESTS = 700;
/** Telemetry begins so long ago, so that it can advance by ten seconds a request. */
const STARTED_AGO_MS = 20 * 3_600_000;

/** Points a CPU-second from the socket to partials, beside a real Collector that takes the same requests and drops them. */
export const intakeBench: Bench = {
  name: 'otlp intake',
  async run({ quick, log }) {
    const rounds = quick ? 3 : 5;
    const requests = quick ? 400 : 800;
    const collector = await startCollector(log);
    const tidemark = await startTidemark();
    try {
      const load = (server: OtlpServer, name: string, sender: (port: number) => Sender, port: number) =>
        createLoad(
          server,
          Array.from({ length: CONNECTIONS }, () => sender(port)),
          name,
        );
      const loads = {
        http: load(tidemark, 'http', createHttpSender, tidemark.httpPort),
        peerHttp: load(collector, 'http', createHttpSender, collector.httpPort),
        grpc: load(tidemark, 'grpc', createGrpcSender, tidemark.grpcPort),
        peerGrpc: load(collector, 'grpc', createGrpcSender, collector.grpcPort),
      };
      for (let turn = 0; turn < WARM_UP_TURNS; turn++)
        for (const each of Object.values(loads)) await each.run(WARM_UP_REQUESTS);
      const best = await bestOf(rounds, {
        http: () => loads.http.run(requests),
        peerHttp: () => loads.peerHttp.run(requests),
        grpc: () => loads.grpc.run(requests),
        peerGrpc: () => loads.peerGrpc.run(requests),
      });
      for (const each of Object.values(loads)) each.close();
      const { points, refused, partials } = await tidemark.counts();
      const expected = 2 * (rounds * requests + WARM_UP_TURNS * WARM_UP_REQUESTS) * POINTS;
      if (points !== expected || refused > 0 || partials === 0)
        throw new Error(`of ${expected} points ${points} were taken and ${refused} refused: the figures mean nothing`);
      return [
        rate('OTLP/HTTP protobuf to partials', 'points/CPU-s', best.http, PEER, best.peerHttp),
        rate('OTLP/gRPC to partials', 'points/CPU-s', best.grpc, PEER, best.peerGrpc),
      ];
    } finally {
      await Promise.all([collector.stop(), tidemark.stop()]);
    }
  },
};

/** Connections that send to a server as fast as it answers. */
function createLoad(server: OtlpServer, senders: readonly Sender[], name: string) {
  const startMs = Date.now() - STARTED_AGO_MS;
  const sources = senders.map((_sender, i) => createRequestSource(`${name}-${i}`, startMs));
  return {
    /** @returns points a CPU-second of the server */
    async run(requests: number): Promise<number> {
      const before = cpuSecondsOf(server.pid);
      let left = requests;
      await Promise.all(
        senders.map(async (sender, i) => {
          while (left-- > 0) await sender.send(sources[i]!.next());
        }),
      );
      return (requests * POINTS) / (cpuSecondsOf(server.pid) - before);
    },
    close: () => senders.forEach((sender) => sender.close()),
  };
}
