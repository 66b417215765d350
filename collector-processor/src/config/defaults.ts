/** Every default there is, as a person would write it in tidemark.yaml. The reference in docs/configuration.md quotes them. */
export const defaults = {
  otlp: {
    // The port that OpenTelemetry gives OTLP/gRPC.
    grpc: { enabled: true, port: 4317 },
    // Loopback until tokens are configured: whoever can reach the port can write.
    host: '127.0.0.1',
    // The port that OTLP/HTTP has by specification.
    port: 4318,
    limits: {
      // One request as sent. The Collector's batches are far below it.
      body: '8MiB',
      // The same request unpacked: a gzip bomb ends here.
      decompressed: '64MiB',
      // A Collector has ten under way; bounds what is held together with the next.
      requests: 128,
      // Two of the largest requests, or hundreds of usual ones.
      waiting: '128MiB',
      // On one data point or span, with its resource's.
      attributes: 128,
      // Characters of one label value that becomes part of a series.
      label_length: 1024,
      // About 2 KiB of memory a series: 100,000 need 200 MB.
      series: 100_000,
    },
  },
  api: { host: '127.0.0.1', port: 4319 },
  auth: { tokens: [] },
  storage: {
    path: './tidemark-data',
    // An hour of a series is about 100 bytes: 90 days are 200 KB, three years of days 100 KB.
    retention: { bands: '7d', incidents: '90d', hours: '90d', days: '1100d' },
    // What a restart does again out of the journal, which takes it a second or two for a minute of a million series. More often
    // means more writing: of a million series each checkpoint is 900 MB.
    checkpoint_interval: '5m',
    // Nobody is told that something was taken before it is on the disk.
    journal: { enabled: true, fsync: 'always', fsync_interval: '1s', max_size: '1GiB' },
    // A step of a series is about 100 bytes: 20,000 series of a minute are 3 GB a day.
    max_series: 20_000,
  },
  export: {
    // value, expected, limits and score: what drawing a band and alerting on it need.
    policy: 'bands',
    max_series: 20_000,
    otlp: { headers: {}, timeout: '10s', queue_size: 1000 },
  },
  scrape: { enabled: true },
  // A forecast takes about 10 ms of a core: 2000 an hour are half a percent of it.
  forecast: { series_per_hour: 2000, cpu_share: 0.1, candidates: ['seasonal-naive'] },
  // The main thread alone: a second one pays from some 100,000 series on.
  scoring: { shards: 1 },
  telemetry: { enabled: true, headers: {}, interval: '60s' },
  defaults: {
    step: '60s',
    timezone: 'UTC',
    calendars: [],
    direction: 'both',
    detector: 'tide',
    // The knob is a budget: at most so many false alarms a week on one series.
    sensitivity: { false_alarms_per_week: 1 },
    // Of 100 normal values so many lie in the typical range.
    typical: 0.95,
    // In the watch's own unit; both must be exceeded before anything alarms.
    min_change: { absolute: 0, relative: 0.1 },
    forecast: { horizon: ['1h', '1d'], model: 'auto' },
    // SDKs export every 60 s by default: a step of 60 s is whole after two of them.
    close_after: '2m',
    grace: '10m',
  },
  source: {
    headers: {},
    timeout: '30s',
    // A scrape of the step's last moment is stored within a few seconds.
    delay: '15s',
    // Four weeks show a weekly season four times.
    history: '28d',
    max_points: 11_000,
    max_series: 500,
    // As many as a Prometheus of two cores answers side by side; it allows 20 by default, to all who ask.
    concurrency: 2,
    write_back: false,
  },
  // Holidays are like Sundays, more or less: no alarm between a seventh and two and a half times as much.
  calendar: { like: 'sunday', least: 0.15, most: 2.5 },
  learn: {
    enabled: true,
    // A training of ten seconds is followed by a rest of thirty.
    cpu_share: 0.25,
    // After the night's jobs, before people come.
    retrain_at: '03:30',
    retrain_after_steps: 0,
    retrain_on_drift: true,
    window: '28d',
    timeout: '10m',
    max_series: 200,
    // The two that cost least of their kinds.
    candidates: ['isolation-forest', 'autoencoder'],
  },
  http_watches: {
    enabled: true,
    // No path becomes a label that nobody wrote.
    access_logs: { enabled: true, routes: [] },
  },
} as const;
