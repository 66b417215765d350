import { widened } from '../../widened.ts';
import { ResourceColumns } from './metric-columns.ts';

const FIRST_ROWS = 1024;
/** Rows that are kept between requests; what a larger request needed beyond is let go. */
const KEPT_ROWS = 1 << 16;

/**
 * One request of spans or of log records in columns, filled anew by each request; see MetricColumns. Of scopes nothing is
 * kept: nobody asks.
 */
export class RecordColumns {
  readonly resources = new ResourceColumns();
  count = 0;
  resource = new Uint32Array(FIRST_ROWS);
  attributeCount = new Uint32Array(FIRST_ROWS);
  /** The record's message, in which its attributes are. */
  from = new Uint32Array(FIRST_ROWS);
  to = new Uint32Array(FIRST_ROWS);
  bytes: Uint8Array = new Uint8Array(0);

  clear(bytes: Uint8Array): void {
    this.bytes = bytes;
    this.resources.count = this.count = 0;
    if (this.resource.length > KEPT_ROWS) this.resize(FIRST_ROWS);
  }

  /** A row of which nothing was said yet. */
  add(resource: number): number {
    const row = this.count++;
    if (row === this.resource.length) this.resize(row * 2);
    this.resource[row] = resource;
    this.attributeCount[row] = 0;
    return row;
  }

  protected resize(size: number): void {
    this.resource = widened(this.resource, size);
    this.attributeCount = widened(this.attributeCount, size);
    this.from = widened(this.from, size);
    this.to = widened(this.to, size);
  }
}
