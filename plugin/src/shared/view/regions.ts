import type { DataFrame } from '@grafana/data';

/** A span marked on the graph: an incident, or any annotation of the dashboard (a deployment, an alert's state). */
export interface Region {
  readonly startMs: number;
  /** Equal to the start for a mark at one time. */
  readonly endMs: number;
  readonly title: string;
  readonly text: string;
  /** A theme colour's name or a CSS colour; null for the default. */
  readonly color: string | null;
  /** What only an incident of ours has. */
  readonly incident: RegionIncident | null;
}

export interface RegionIncident {
  readonly id: string;
  readonly severity: number;
  readonly open: boolean;
  readonly series: string;
}

/** Reads annotation frames (Tidemark's and others') into regions, oldest first, each once. Rows without a time are left out. */
export function regionsOf(frames: readonly DataFrame[]): Region[] {
  const regions = new Map<string, Region>();
  for (const region of frames.flatMap(frameRegions)) {
    // A panel's own query and the dashboard's annotation query may both bring the same incident.
    const key = JSON.stringify([region.startMs, region.endMs, region.title]);
    if (region.incident !== null || !regions.has(key)) {
      regions.set(key, region);
    }
  }
  return [...regions.values()].sort((a, b) => a.startMs - b.startMs);
}

function frameRegions(frame: DataFrame): Region[] {
  const column = (name: string): readonly unknown[] => frame.fields.find((field) => field.name === name)?.values ?? [];
  const [time, timeEnd, title, text, color] = ['time', 'timeEnd', 'title', 'text', 'color'].map(column);
  const [id, severity, status, series, explanation] = ['incidentId', 'severity', 'status', 'series', 'explanation'].map(
    column,
  );

  const regions: Region[] = [];
  for (let row = 0; row < frame.length; row += 1) {
    const startMs = time?.[row];
    if (typeof startMs !== 'number' || !Number.isFinite(startMs)) {
      continue;
    }
    const endMs = timeEnd?.[row];
    const incidentId = id?.[row];
    regions.push({
      startMs,
      endMs: typeof endMs === 'number' && endMs > startMs ? endMs : startMs,
      title: plainText(title?.[row]),
      // The explanation is the plain sentence; `text` is HTML made for Grafana's own tooltip.
      text: stringOf(explanation?.[row]) ?? plainText(text?.[row]),
      color: stringOf(color?.[row]) || null,
      incident:
        typeof incidentId === 'string'
          ? {
              id: incidentId,
              severity: Number(severity?.[row] ?? 0),
              open: status?.[row] === 'open',
              series: stringOf(series?.[row]) ?? '',
            }
          : null,
    });
  }
  return regions;
}

function stringOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};

/** Our tooltip shows text, never HTML. */
function plainText(value: unknown): string {
  if (typeof value !== 'string') {
    return '';
  }
  return value
    .replace(/<br\s*\/?>/gi, ' ')
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity] ?? entity)
    .trim();
}

/** Where regions of one colour lie, overlapping ones as one: a dozen incidents of one outage tint no more than one does. */
export interface RegionSpan {
  readonly startMs: number;
  readonly endMs: number;
  readonly color: string | null;
}

export function regionSpans(regions: readonly Region[]): RegionSpan[] {
  const last = new Map<string | null, number>();
  const spans: RegionSpan[] = [];
  for (const { startMs, endMs, color } of [...regions].sort((a, b) => a.startMs - b.startMs)) {
    const index = last.get(color);
    const before = index === undefined ? undefined : spans[index];
    if (index !== undefined && before !== undefined && startMs <= before.endMs) {
      spans[index] = { ...before, endMs: Math.max(before.endMs, endMs) };
    } else {
      last.set(color, spans.push({ startMs, endMs, color }) - 1);
    }
  }
  return spans;
}

/** The regions that cover a time, widened to the half-step around it so that a mark can be hit. */
export function regionsAt(regions: readonly Region[], timeMs: number, toleranceMs: number): Region[] {
  return regions.filter(({ startMs, endMs }) => startMs - toleranceMs <= timeMs && timeMs <= endMs + toleranceMs);
}
