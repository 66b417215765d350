import type { DataFrame } from '@grafana/data';
import { plainText } from './plain-text';

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
  readonly class: string;
  readonly severity: number;
  readonly open: boolean;
  readonly series: string;
  /** What a person has said of it, null so far nothing. */
  readonly verdict: string | null;
  /** Where more is told of it, null where there is no such page. */
  readonly link: string | null;
  /** The datasource that takes a verdict on it; null outside of Grafana. */
  readonly datasourceUid: string | null;
}

/** A region that is an incident. */
export type IncidentRegion = Region & { readonly incident: RegionIncident };

/** The incidents at a time, the most severe first. */
export function incidentsAt(regions: readonly Region[], timeMs: number, toleranceMs: number): IncidentRegion[] {
  return regionsAt(regions, timeMs, toleranceMs)
    .filter((region): region is IncidentRegion => region.incident !== null)
    .sort((a, b) => b.incident.severity - a.incident.severity);
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
  const columns = new Map(frame.fields.map((field) => [field.name, field.values as readonly unknown[]]));
  return Array.from({ length: frame.length }, (_, row) => row).flatMap((row): Region[] => {
    const cell = (name: string): unknown => columns.get(name)?.[row];
    const text = (name: string) => stringOf(cell(name));
    const [startMs, endMs] = [cell('time'), cell('timeEnd')];
    if (typeof startMs !== 'number' || !Number.isFinite(startMs)) {
      return [];
    }
    return [
      {
        startMs,
        endMs: typeof endMs === 'number' && endMs > startMs ? endMs : startMs,
        title: plainText(cell('title')),
        // The explanation is the plain sentence; `text` is HTML made for Grafana's own tooltip.
        text: text('explanation') ?? plainText(cell('text')),
        color: text('color') || null,
        incident: incidentOf(text, Number(cell('severity') ?? 0)),
      },
    ];
  });
}

function incidentOf(text: (name: string) => string | null, severity: number): RegionIncident | null {
  const id = text('incidentId');
  return id === null
    ? null
    : {
        ...{ id, severity, open: text('status') === 'open', series: text('series') ?? '', class: text('class') ?? '' },
        ...{ verdict: text('verdict') || null, link: text('link') || null },
        datasourceUid: text('datasourceUid') || null,
      };
}

function stringOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
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
