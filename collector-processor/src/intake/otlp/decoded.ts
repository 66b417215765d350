/**
 * OTLP in one plain form, whatever encoding it came in and whichever reader read it. What measure works on.
 *
 * Times are milliseconds since the epoch as doubles (exact to a quarter of a microsecond); 0 = the sender gave none.
 * Optional numbers that a sender left out are NaN. Nothing is validated here beyond its type.
 */
export interface Attribute {
  readonly key: string;
  /** Arrays, maps and bytes are carried as one opaque string: they tell streams apart, nobody reads them. */
  readonly value: string | number | boolean;
}

export type Attributes = readonly Attribute[];

interface Point {
  readonly attributes: Attributes;
  readonly startMs: number;
  readonly timeMs: number;
  /** Bit 0 = "no recorded value". */
  readonly flags: number;
}

export interface NumberPoint extends Point {
  readonly value: number;
}

export interface HistogramPoint extends Point {
  readonly count: number;
  readonly sum: number;
  readonly max: number;
  /** n bounds and n + 1 counts, or no counts at all. */
  readonly bounds: readonly number[];
  readonly counts: readonly number[];
}

export interface ExponentialBuckets {
  readonly offset: number;
  readonly counts: readonly number[];
}

export interface ExponentialPoint extends Point {
  readonly count: number;
  readonly sum: number;
  readonly max: number;
  readonly scale: number;
  readonly zeroCount: number;
  readonly zeroThreshold: number;
  readonly positive: ExponentialBuckets;
  readonly negative: ExponentialBuckets;
}

export type Temporality = 'unspecified' | 'delta' | 'cumulative';

interface MetricHead {
  readonly name: string;
  readonly unit: string;
}

export type DecodedMetric = MetricHead &
  (
    | { readonly kind: 'gauge'; readonly points: readonly NumberPoint[] }
    | {
        readonly kind: 'sum';
        readonly temporality: Temporality;
        readonly monotonic: boolean;
        readonly points: readonly NumberPoint[];
      }
    | { readonly kind: 'histogram'; readonly temporality: Temporality; readonly points: readonly HistogramPoint[] }
    | { readonly kind: 'exponential'; readonly temporality: Temporality; readonly points: readonly ExponentialPoint[] }
    /** Summaries and whatever OTLP adds later: only counted. */
    | { readonly kind: 'other'; readonly pointCount: number }
  );

export interface DecodedScope<Item> {
  readonly name: string;
  readonly version: string;
  readonly items: readonly Item[];
}

export interface DecodedResource<Item> {
  readonly attributes: Attributes;
  readonly scopes: readonly DecodedScope<Item>[];
}

/** Points that were there but could not be read; the rest of the request stands. */
export interface Malformed {
  readonly count: number;
  /** Where and what, of the first one; '' when there are none. */
  readonly message: string;
}

export interface Decoded<Item> {
  readonly resources: readonly DecodedResource<Item>[];
  readonly malformed: Malformed;
}

export type DecodedMetrics = Decoded<DecodedMetric>;

export interface DecodedSpan {
  /** OTLP's SpanKind; 2 = SERVER. */
  readonly kind: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly attributes: Attributes;
  /** OTLP's status code; 2 = ERROR. */
  readonly status: number;
}

export type DecodedTraces = Decoded<DecodedSpan>;

/** An attribute of a log record: maps in it are read, other than in attributes that tell streams apart. */
export interface LogField {
  readonly key: string;
  readonly value: Attribute['value'] | readonly LogField[];
}

/** A text, a map, or nothing that is read. */
export type LogBody = string | readonly LogField[] | null;

export interface DecodedLog {
  readonly timeMs: number;
  /** When a Collector saw it. */
  readonly observedMs: number;
  readonly attributes: readonly LogField[];
  readonly body: LogBody;
}

export type DecodedLogs = Decoded<DecodedLog>;

export type OtlpEncoding = 'protobuf' | 'json';

/** A whole request that cannot be read is an expected failure: `error` says what is wrong and where. */
export type DecodeResult<Request> =
  { readonly status: 'decoded'; readonly request: Request } | { readonly status: 'malformed'; readonly error: string };

/** Bytes to the plain form. The one in this folder is made to be read; a faster one can stand in its place. */
export interface OtlpReader {
  metrics(bytes: Uint8Array, encoding: OtlpEncoding): DecodeResult<DecodedMetrics>;
  traces(bytes: Uint8Array, encoding: OtlpEncoding): DecodeResult<DecodedTraces>;
  logs(bytes: Uint8Array, encoding: OtlpEncoding): DecodeResult<DecodedLogs>;
}
