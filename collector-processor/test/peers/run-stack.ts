// docker-compose.yml without Docker and without Grafana, to develop the dashboards and the plugin against:
//   node collector-processor/test/peers/run-stack.ts
// starts everything on free ports, prints what a Grafana's environment needs, and ends with Ctrl-C.
import { once } from 'node:events';
import { startStack } from './harness/stack.ts';

const stack = await startStack();
process.stdout.write(
  `${[
    `PROMETHEUS_URL=${stack.prometheus.url}`,
    `TIDEMARK_URL=${stack.tidemark.apiUrl}`,
    `TIDEMARK_TOKEN=${stack.token}`,
    `SHOP_CONTROL_URL=http://127.0.0.1:${stack.shop.shop.controlPort}/condition`,
  ].join('\n')}\n`,
);
await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
await stack.stop();
