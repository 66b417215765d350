import { widened } from '../../widened.ts';
import { RecordColumns } from './record-columns.ts';

export class SpanColumns extends RecordColumns {
  /** OTLP's SpanKind; 2 = SERVER. */
  kind = new Int32Array(this.resource.length);
  startMs = new Float64Array(this.resource.length);
  endMs = new Float64Array(this.resource.length);
  /** OTLP's status code; 2 = ERROR. */
  status = new Int32Array(this.resource.length);

  override add(resource: number): number {
    const row = super.add(resource);
    this.kind[row] = this.status[row] = 0;
    this.startMs[row] = this.endMs[row] = 0;
    return row;
  }

  protected override resize(size: number): void {
    super.resize(size);
    this.kind = widened(this.kind, size);
    this.startMs = widened(this.startMs, size);
    this.endMs = widened(this.endMs, size);
    this.status = widened(this.status, size);
  }
}
