/** How one kind of access log names what it says. Of several names the first one counts that is there. */
export interface Dialect {
  readonly status: readonly string[];
  /** A method or a request line: without one of these it is no access log, whatever else has a status. */
  readonly method: readonly string[];
  /** What has few values and may be a label. */
  readonly route: readonly string[];
  readonly path: readonly string[];
  /** And how many seconds its unit has. */
  readonly duration: readonly (readonly [name: string, seconds: number])[];
  readonly time: readonly string[];
}

const SECONDS = 1;
const MILLISECONDS = 1e-3;
const NANOSECONDS = 1e-9;

/** Tried one after the other. A name that two of them have is told apart by what else is there. */
export const DIALECTS: readonly Dialect[] = [
  // Semantic conventions, old and new, and Elastic's, which share names.
  {
    status: ['http.response.status_code', 'http.status_code'],
    method: ['http.request.method', 'http.method'],
    route: ['http.route'],
    path: ['url.path', 'http.target', 'url.original', 'url.full', 'http.url'],
    duration: [
      ['http.server.request.duration', SECONDS],
      ['http.server.duration', MILLISECONDS],
      ['event.duration', NANOSECONDS],
    ],
    time: ['@timestamp'],
  },
  // Traefik, JSON and OTLP.
  {
    status: ['DownstreamStatus'],
    method: ['RequestMethod'],
    route: ['RouterName'],
    path: ['RequestPath'],
    duration: [['Duration', NANOSECONDS]],
    time: ['time', 'StartUTC'],
  },
  // Envoy, as Istio and Envoy's own examples name its JSON fields.
  {
    status: ['response_code'],
    method: ['method', 'request_method'],
    route: ['route_name'],
    path: ['path', 'x_envoy_original_path'],
    duration: [['duration', MILLISECONDS]],
    time: ['start_time'],
  },
  // Caddy's JSON.
  {
    status: ['status'],
    method: ['request.method'],
    route: [],
    path: ['request.uri'],
    duration: [['duration', SECONDS]],
    time: ['ts'],
  },
  // W3C's extended format: time-taken is seconds, or milliseconds in IIS.
  {
    status: ['sc-status'],
    method: ['cs-method'],
    route: [],
    path: ['cs-uri-stem', 'cs-uri'],
    duration: [],
    time: [],
  },
  // nginx: a JSON log_format names its fields after the variables; so do most patterns for its lines.
  {
    status: ['status', 'code'],
    method: ['request_method', 'request', 'method', 'verb'],
    route: ['route'],
    path: ['request_uri', 'uri', 'request_path', 'path', 'url', 'request'],
    duration: [['request_time', SECONDS]],
    time: ['time_iso8601', 'time_local', 'msec', '@timestamp', 'timestamp', 'time', 'ts'],
  },
];
