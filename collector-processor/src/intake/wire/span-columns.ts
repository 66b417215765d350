import { widened } from '../../widened.ts';
import { ResourceColumns } from './metric-columns.ts';

const FIRST_SPANS = 1024;
/** Rows that are kept between requests; what a larger request needed beyond is let go. */
const KEPT_SPANS = 1 << 16;

/**
 * One request of spans in columns, filled anew by each request; see MetricColumns. Of scopes nothing is kept: nobody asks.
 */
export class SpanColumns {
  readonly resources = new ResourceColumns();
  count = 0;
  resource = new Uint32Array(FIRST_SPANS);
  /** OTLP's SpanKind; 2 = SERVER. */
  kind = new Int32Array(FIRST_SPANS);
  startMs = new Float64Array(FIRST_SPANS);
  endMs = new Float64Array(FIRST_SPANS);
  /** OTLP's status code; 2 = ERROR. */
  status = new Int32Array(FIRST_SPANS);
  attributeCount = new Uint32Array(FIRST_SPANS);
  /** The span's message, in which its attributes are. */
  from = new Uint32Array(FIRST_SPANS);
  to = new Uint32Array(FIRST_SPANS);
  bytes: Uint8Array = new Uint8Array(0);

  clear(bytes: Uint8Array): void {
    this.bytes = bytes;
    this.resources.count = this.count = 0;
    if (this.kind.length > KEPT_SPANS) this.#resize(FIRST_SPANS);
  }

  /** A row of which nothing was said yet. */
  add(resource: number): number {
    const row = this.count++;
    if (row === this.kind.length) this.#resize(row * 2);
    this.resource[row] = resource;
    this.kind[row] = this.status[row] = this.attributeCount[row] = 0;
    this.startMs[row] = this.endMs[row] = 0;
    return row;
  }

  #resize(size: number): void {
    this.resource = widened(this.resource, size);
    this.kind = widened(this.kind, size);
    this.startMs = widened(this.startMs, size);
    this.endMs = widened(this.endMs, size);
    this.status = widened(this.status, size);
    this.attributeCount = widened(this.attributeCount, size);
    this.from = widened(this.from, size);
    this.to = widened(this.to, size);
  }
}
