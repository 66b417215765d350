// Builds what the peer tests stand on, ahead of them: node collector-processor/test/peers/install/main.ts
import { ensureCollector } from './collector.ts';
import { goVersion } from './go.ts';
import { ensurePrometheus } from './prometheus.ts';

const log = (line: string) => process.stderr.write(`peers: ${line}\n`);

if (goVersion() === null) {
  log('Go is not installed, so no real Collector and Prometheus can be built; install Go 1.25 or newer.');
  process.exitCode = 1;
} else {
  // One after the other: each uses every core there is.
  log(await ensureCollector(log));
  log((await ensurePrometheus(log)).prometheus);
}
