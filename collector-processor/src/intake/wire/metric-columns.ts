import { widened } from '../../widened.ts';

/** What a metric's points are. `OTHER`: summaries and whatever OTLP adds later; only counted. */
export const GAUGE = 1;
export const SUM = 2;
export const HISTOGRAM = 3;
export const EXPONENTIAL = 4;
export const OTHER = 0;

/** OTLP's codes. */
export const DELTA = 1;
export const CUMULATIVE = 2;

/** Where attributes end that have something else between them: they are only found by reading their whole message. */
export const SCATTERED = 0xffff_ffff;

/** Rows that are kept between requests; what a larger request needed beyond is let go. */
const KEPT_POINTS = 1 << 16;
const KEPT_NUMBERS = 1 << 19;

/**
 * One metrics request in columns, whatever encoding it came in: resources, scopes, metrics and points are rows of typed
 * arrays that are filled anew by each request, so nothing is allocated for one of usual size.
 *
 * Texts and attributes stay where they stand in `bytes`, as `from` and `to`.
 * Times are milliseconds since the epoch, 0 = not given; optional numbers that were not given are NaN.
 */
export class MetricColumns {
  readonly resources = new ResourceColumns();
  readonly scopes = new ScopeColumns();
  readonly metrics = new HeadColumns();
  readonly points = new PointColumns();
  /** Bucket counts: explicit ones, and an exponential histogram's positive ones. */
  readonly counts = new Numbers();
  /** Bounds of explicit buckets, and an exponential histogram's negative counts. */
  readonly bounds = new Numbers();
  bytes: Uint8Array = NOTHING;
  view: DataView = viewOf(NOTHING);

  clear(bytes: Uint8Array): void {
    this.setBytes(bytes);
    this.resources.count = this.scopes.count = this.metrics.count = 0;
    this.points.clear();
    this.counts.clear();
    this.bounds.clear();
  }

  setBytes(bytes: Uint8Array): void {
    this.bytes = bytes;
    this.view = viewOf(bytes);
  }
}

const NOTHING = new Uint8Array(0);

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** What resources and points have in common: a set of attributes each. */
export interface AttributeColumns {
  readonly attributeCount: Uint32Array;
  readonly attributesFrom: Uint32Array;
  readonly attributesTo: Uint32Array;
}

/** Senders, of metrics or of spans. */
export class ResourceColumns {
  count = 0;
  /** The message that its `Resource` stands in. */
  from = new Uint32Array(16);
  to = new Uint32Array(16);
  /** Its attributes, one behind the other; `SCATTERED` where something stands between them. */
  attributesFrom = new Uint32Array(16);
  attributesTo = new Uint32Array(16);
  attributeCount = new Uint32Array(16);

  add(): number {
    const row = this.count++;
    if (row === this.attributeCount.length) {
      this.attributeCount = widened(this.attributeCount);
      this.from = widened(this.from);
      this.to = widened(this.to);
      this.attributesFrom = widened(this.attributesFrom);
      this.attributesTo = widened(this.attributesTo);
    }
    this.attributeCount[row] = 0;
    this.attributesFrom[row] = this.attributesTo[row] = 0;
    return row;
  }
}

class ScopeColumns {
  count = 0;
  resource = new Uint32Array(16);
  nameFrom = new Uint32Array(16);
  nameTo = new Uint32Array(16);
  versionFrom = new Uint32Array(16);
  versionTo = new Uint32Array(16);

  add(resource: number): number {
    const row = this.count++;
    if (row === this.resource.length) {
      this.resource = widened(this.resource);
      this.nameFrom = widened(this.nameFrom);
      this.nameTo = widened(this.nameTo);
      this.versionFrom = widened(this.versionFrom);
      this.versionTo = widened(this.versionTo);
    }
    this.resource[row] = resource;
    this.nameFrom[row] = this.nameTo[row] = this.versionFrom[row] = this.versionTo[row] = 0;
    return row;
  }
}

class HeadColumns {
  count = 0;
  scope = new Uint32Array(64);
  nameFrom = new Uint32Array(64);
  nameTo = new Uint32Array(64);
  unitFrom = new Uint32Array(64);
  unitTo = new Uint32Array(64);
  kind = new Uint8Array(64);
  temporality = new Int32Array(64);
  monotonic = new Uint8Array(64);
  firstPoint = new Uint32Array(64);
  /** Of a metric of another kind: how many points it has; they have no rows. */
  pointCount = new Uint32Array(64);

  add(scope: number, firstPoint: number): number {
    const row = this.count++;
    if (row === this.scope.length) {
      this.scope = widened(this.scope);
      this.nameFrom = widened(this.nameFrom);
      this.nameTo = widened(this.nameTo);
      this.unitFrom = widened(this.unitFrom);
      this.unitTo = widened(this.unitTo);
      this.kind = widened(this.kind);
      this.temporality = widened(this.temporality);
      this.monotonic = widened(this.monotonic);
      this.firstPoint = widened(this.firstPoint);
      this.pointCount = widened(this.pointCount);
    }
    this.scope[row] = scope;
    this.nameFrom[row] = this.nameTo[row] = this.unitFrom[row] = this.unitTo[row] = 0;
    this.kind[row] = OTHER;
    this.temporality[row] = this.monotonic[row] = this.pointCount[row] = 0;
    this.firstPoint[row] = firstPoint;
    return row;
  }
}

const FIRST_POINTS = 1024;

export class PointColumns {
  count = 0;
  attributeCount = new Uint32Array(FIRST_POINTS);
  from = new Uint32Array(FIRST_POINTS);
  to = new Uint32Array(FIRST_POINTS);
  /** As a resource's. */
  attributesFrom = new Uint32Array(FIRST_POINTS);
  attributesTo = new Uint32Array(FIRST_POINTS);
  startMs = new Float64Array(FIRST_POINTS);
  timeMs = new Float64Array(FIRST_POINTS);
  /** Bit 0 = "no recorded value". */
  flags = new Uint32Array(FIRST_POINTS);
  /** Of a number point; of the others, how many observations there were. */
  value = new Float64Array(FIRST_POINTS);
  sum = new Float64Array(FIRST_POINTS);
  max = new Float64Array(FIRST_POINTS);
  /** Where its numbers stand in `counts` and in `bounds`. */
  firstCount = new Uint32Array(FIRST_POINTS);
  countCount = new Uint32Array(FIRST_POINTS);
  firstBound = new Uint32Array(FIRST_POINTS);
  boundCount = new Uint32Array(FIRST_POINTS);
  scale = new Int32Array(FIRST_POINTS);
  zeroCount = new Float64Array(FIRST_POINTS);
  zeroThreshold = new Float64Array(FIRST_POINTS);
  positiveOffset = new Int32Array(FIRST_POINTS);
  negativeOffset = new Int32Array(FIRST_POINTS);

  clear(): void {
    this.count = 0;
    if (this.attributeCount.length > KEPT_POINTS) this.#resize(FIRST_POINTS);
  }

  /** A row without attributes; what else stands in it is for its reader to set. */
  add(): number {
    const row = this.count++;
    if (row === this.attributeCount.length) this.#resize(row * 2);
    this.attributeCount[row] = this.attributesFrom[row] = this.attributesTo[row] = 0;
    return row;
  }

  #resize(size: number): void {
    this.attributeCount = widened(this.attributeCount, size);
    this.from = widened(this.from, size);
    this.to = widened(this.to, size);
    this.attributesFrom = widened(this.attributesFrom, size);
    this.attributesTo = widened(this.attributesTo, size);
    this.startMs = widened(this.startMs, size);
    this.timeMs = widened(this.timeMs, size);
    this.flags = widened(this.flags, size);
    this.value = widened(this.value, size);
    this.sum = widened(this.sum, size);
    this.max = widened(this.max, size);
    this.firstCount = widened(this.firstCount, size);
    this.countCount = widened(this.countCount, size);
    this.firstBound = widened(this.firstBound, size);
    this.boundCount = widened(this.boundCount, size);
    this.scale = widened(this.scale, size);
    this.zeroCount = widened(this.zeroCount, size);
    this.zeroThreshold = widened(this.zeroThreshold, size);
    this.positiveOffset = widened(this.positiveOffset, size);
    this.negativeOffset = widened(this.negativeOffset, size);
  }
}

/** A row of numbers of any length. */
export class Numbers {
  count = 0;
  values = new Float64Array(1024);

  clear(): void {
    this.count = 0;
    if (this.values.length > KEPT_NUMBERS) this.values = new Float64Array(1024);
  }

  add(value: number): void {
    if (this.count === this.values.length) this.values = widened(this.values);
    this.values[this.count++] = value;
  }
}
