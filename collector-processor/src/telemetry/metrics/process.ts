import type { MetricEntry } from './entry.ts';

/** The API and the process itself. */
export const PROCESS_METRICS = {
  'http.server.request.duration': {
    kind: 'histogram',
    unit: 's',
    description: "Duration of the API's requests",
    attributes: {
      'http.request.method': 'GET, POST, …',
      'http.route': 'the route as the contract has it',
      'http.response.status_code': 'HTTP status of the answer',
    },
  },
  'nodejs.eventloop.delay.p99': {
    kind: 'gauge',
    unit: 's',
    description: '99th percentile of the event loop delay over about the last minute',
    attributes: {},
  },
  'process.memory.usage': { kind: 'gauge', unit: 'By', description: 'Resident memory of the process', attributes: {} },
} as const satisfies Record<string, MetricEntry>;
