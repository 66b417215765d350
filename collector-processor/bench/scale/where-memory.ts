import { getHeapSpaceStatistics } from 'node:v8';
import type { EngineSnapshot } from '../../src/pipeline/engine.ts';

/** Where a process' resident memory is, MB. */
export interface WhereMemory {
  readonly residentMb: number;
  /** Objects of JavaScript: those that have lasted, and the space of those that are young. */
  readonly objectsMb: number;
  readonly youngMb: number;
  /** Typed arrays of the engine: what was learned; steps that may be revised; what has come for them; series and the rest. */
  readonly learnedMb: number;
  readonly keptMb: number;
  readonly contributionsMb: number;
  readonly otherColumnsMb: number;
  /** All typed arrays and buffers, those of the engine included. */
  readonly buffersMb: number;
}

const PARTS = { detector: 'learnedMb', kept: 'keptMb', steps: 'contributionsMb' } as const;
const MB = 2 ** 20;

/** @param snapshot by reference: what it views counts with all the memory that is there for it */
export function whereMemory({ lanes }: EngineSnapshot): WhereMemory {
  const { rss, arrayBuffers } = process.memoryUsage();
  const columns = { learnedMb: 0, keptMb: 0, contributionsMb: 0, otherColumnsMb: 0 };
  for (const lane of Object.values(lanes)) {
    for (const [name, part] of Object.entries(lane)) {
      columns[PARTS[name as keyof typeof PARTS] ?? 'otherColumnsMb'] += bytesOf(part, new Set()) / MB;
    }
  }
  const heap = getHeapSpaceStatistics();
  const young = heap.filter(({ space_name: name }) => name.startsWith('new'));
  const sizeOf = (spaces: typeof heap): number => spaces.reduce((sum, each) => sum + each.physical_space_size, 0);
  return {
    residentMb: rss / MB,
    objectsMb: (sizeOf(heap) - sizeOf(young)) / MB,
    youngMb: sizeOf(young) / MB,
    ...columns,
    buffersMb: arrayBuffers / MB,
  };
}

/** Of all memory that typed arrays in plain data are views of, each once. */
function bytesOf(value: unknown, seen: Set<unknown>): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (ArrayBuffer.isView(value)) {
    if (seen.has(value.buffer)) return 0;
    seen.add(value.buffer);
    return value.buffer.byteLength;
  }
  const parts = value instanceof Map ? [...value.values()] : Object.values(value);
  return parts.reduce<number>((sum, part) => sum + bytesOf(part, seen), 0);
}
