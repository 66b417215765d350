import { widened } from '../../widened.ts';
import { RecordColumns } from './record-columns.ts';

/** What a log record's body is: nothing that is read (none, a number, an array, bytes), a text, or a map. */
export const NO_BODY = 0;
export const TEXT_BODY = 1;
export const MAP_BODY = 2;

export class LogColumns extends RecordColumns {
  timeMs = new Float64Array(this.resource.length);
  observedMs = new Float64Array(this.resource.length);
  /** 1: one of its attributes may have a name that was asked for. */
  isNamed = new Uint8Array(this.resource.length);
  bodyKind = new Uint8Array(this.resource.length);
  /** The text, or the map's message. */
  bodyFrom = new Uint32Array(this.resource.length);
  bodyTo = new Uint32Array(this.resource.length);

  override add(resource: number): number {
    const row = super.add(resource);
    this.timeMs[row] = this.observedMs[row] = 0;
    this.isNamed[row] = this.bodyKind[row] = 0;
    return row;
  }

  protected override resize(size: number): void {
    super.resize(size);
    this.timeMs = widened(this.timeMs, size);
    this.observedMs = widened(this.observedMs, size);
    this.isNamed = widened(this.isNamed, size);
    this.bodyKind = widened(this.bodyKind, size);
    this.bodyFrom = widened(this.bodyFrom, size);
    this.bodyTo = widened(this.bodyTo, size);
  }
}
