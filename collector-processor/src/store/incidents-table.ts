import type { DatabaseSync } from 'node:sqlite';
import type { Incident, IncidentClass, Verdict, VerdictKind } from '../incidents/types.ts';
import type { Labels } from '../series/types.ts';
import { canonicalLabels } from './series-table.ts';

export interface IncidentFilter {
  /** Incidents that touch [fromMs, toMs]; an open one lasts until now. */
  readonly fromMs?: number;
  readonly toMs?: number;
  readonly watch?: string;
  readonly status?: Incident['status'];
  readonly classes?: readonly IncidentClass[];
  /** 0–100, inclusive. */
  readonly minSeverity?: number;
  /** The newest verdict; `none`: not judged. */
  readonly verdict?: VerdictKind | 'none';
  /** Which label sets count. */
  readonly matches?: (labels: Labels, watch: string) => boolean;
  /** Default `newest`. */
  readonly order?: IncidentOrder;
  /** `total` counts those before and beyond too. */
  readonly offset?: number;
  readonly limit?: number;
}

/** By start, or by severity and then start. */
export type IncidentOrder = 'newest' | 'severity';

export interface IncidentPage {
  readonly incidents: Incident[];
  readonly total: number;
}

const SELECT = `
  SELECT i.watch, i.labels, i.body, v.verdict, v.comment, v.said_by, v.at_ms
  FROM incidents i LEFT JOIN verdicts v
    ON v.incident_id = i.id AND v.at_ms = (SELECT max(at_ms) FROM verdicts WHERE incident_id = i.id)`;

type Row = Record<string, unknown>;

export function createIncidentsTable(db: DatabaseSync) {
  const upsert = db.prepare(`
    INSERT INTO incidents (id, watch, labels, status, start_ms, end_ms, body) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET status = excluded.status, end_ms = excluded.end_ms, body = excluded.body`);
  const addVerdict = db.prepare('INSERT OR REPLACE INTO verdicts VALUES (?, ?, ?, ?, ?)');
  const byId = db.prepare(`${SELECT} WHERE i.id = ?`);
  const listBy = (order: string) =>
    db.prepare(`${SELECT}
    WHERE (i.end_ms IS NULL OR i.end_ms >= :fromMs) AND i.start_ms <= :toMs
      AND (:watch IS NULL OR i.watch = :watch) AND (:status IS NULL OR i.status = :status)
      AND (:minSeverity <= 0 OR json_extract(i.body, '$.severity') >= :minSeverity)
      AND (:classes IS NULL OR instr(:classes, ',' || json_extract(i.body, '$.class') || ',') > 0)
      AND (:verdict IS NULL OR coalesce(v.verdict, 'none') = :verdict)
    ORDER BY ${order}`);
  const lists = {
    newest: listBy('i.start_ms DESC, i.id'),
    severity: listBy("json_extract(i.body, '$.severity') DESC, i.start_ms DESC, i.id"),
  } satisfies Record<IncidentOrder, unknown>;
  const removeOf = db.prepare('DELETE FROM incidents WHERE watch = ?');
  const removeBefore = db.prepare('DELETE FROM incidents WHERE end_ms < ?');

  return {
    /** By id. A verdict once given stays, also when the engine reports the incident anew without it. */
    save(incident: Incident): void {
      const { verdict, ...body } = incident;
      const { id, watch, labels, status, startMs, endMs } = incident;
      upsert.run(id, watch, canonicalLabels(labels), status, startMs, endMs, JSON.stringify(body));
      if (verdict !== null) addVerdict.run(id, verdict.atMs, verdict.verdict, verdict.comment, verdict.by);
    },

    get(id: string): Incident | null {
      const row = byId.get(id);
      return row === undefined ? null : incidentOf(row);
    },

    list({ matches, order = 'newest', offset = 0, limit = Infinity, ...where }: IncidentFilter): IncidentPage {
      const incidents: Incident[] = [];
      let total = 0;
      const parameters = {
        fromMs: where.fromMs ?? Number.MIN_SAFE_INTEGER,
        toMs: where.toMs ?? Number.MAX_SAFE_INTEGER,
        watch: where.watch ?? null,
        status: where.status ?? null,
        minSeverity: where.minSeverity ?? 0,
        classes: where.classes === undefined ? null : `,${where.classes.join(',')},`,
        verdict: where.verdict ?? null,
      };
      for (const row of lists[order].iterate(parameters)) {
        if (matches !== undefined && !matches(JSON.parse(String(row.labels)) as Labels, String(row.watch))) continue;
        if (total >= offset && incidents.length < limit) incidents.push(incidentOf(row));
        total++;
      }
      return { incidents, total };
    },

    removeOf: (watch: string): void => void removeOf.run(watch),

    /** Incidents removed, with their verdicts. Open ones stay. */
    removeBefore: (beforeMs: number): number => Number(removeBefore.run(beforeMs).changes),
  };
}

function incidentOf(row: Row): Incident {
  return { ...(JSON.parse(String(row.body)) as Omit<Incident, 'verdict'>), verdict: verdictOf(row) };
}

function verdictOf(row: Row): Verdict | null {
  if (row.verdict === null) return null;
  return {
    verdict: row.verdict as VerdictKind,
    comment: String(row.comment),
    by: String(row.said_by),
    atMs: Number(row.at_ms),
  };
}
