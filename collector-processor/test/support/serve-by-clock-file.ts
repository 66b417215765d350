import { readFileSync } from 'node:fs';
import { pino } from 'pino';
import { loadConfig, settingsOrThrow } from '../../src/config/load-config.ts';
import { createService } from '../../src/pipeline/service.ts';
import { collectAsHeapGrows } from '../../src/v8-heap.ts';
import { inlineDeeply } from '../../src/v8-inlining.ts';

/** `tidemark serve`, but the time is what stands in a file: hours pass in seconds, and none while the process is down. */
inlineDeeply();
collectAsHeapGrows();
const [configFile, clockFile] = process.argv.slice(2);
const service = await createService({
  settings: settingsOrThrow(loadConfig(configFile, {}), configFile!).settings,
  logger: pino({ level: 'warn' }, pino.destination(2)),
  clock: () => Number(readFileSync(clockFile!, 'utf8')),
});
const { otlp, otlpGrpc, api } = service.addresses;
process.stderr.write(`OTLP ${otlp}\nGRPC ${otlpGrpc ?? 'off'}\nAPI ${api}\n`);
process.once('SIGTERM', () => void service.close().then(() => process.exit(0)));
