import type { DatabaseSync } from 'node:sqlite';
import type { ModelName } from '../detect/models.ts';
import { TidemarkError } from '../errors/tidemark-error.ts';
import type { DetectorDecision, ModelAbout, ModelVersion } from '../learn/types.ts';
import type { Labels } from '../series/types.ts';
import { canonicalLabels } from './series-table.ts';

/** Versions of one model of one series that are kept: the one in use, and what can be gone back to. */
const KEPT_VERSIONS = 3;

/** A training's models and what was decided after it. */
export interface Training {
  readonly decision: DetectorDecision;
  readonly fresh: readonly { readonly model: ModelName; readonly about: ModelAbout; readonly body: Uint8Array }[];
  /** By model: the version to use from now on, `fresh` or an id. */
  readonly versions: Readonly<Partial<Record<ModelName, 'fresh' | number>>>;
}

type Row = Record<string, unknown>;

export function createModelsTable(db: DatabaseSync) {
  const insert = db.prepare(`
    INSERT INTO models (watch, labels, model, trained_ms, in_use, about, body) VALUES (?, ?, ?, ?, 0, ?, ?) RETURNING id`);
  const use = db.prepare('UPDATE models SET in_use = (id = ?) WHERE watch = ? AND labels = ? AND model = ?');
  const removeOld = db.prepare(`
    DELETE FROM models WHERE watch = :watch AND labels = :labels AND model = :model AND in_use = 0 AND id NOT IN (
      SELECT id FROM models WHERE watch = :watch AND labels = :labels AND model = :model
      ORDER BY in_use DESC, id DESC LIMIT ${KEPT_VERSIONS})`);
  const decide = db.prepare(
    'INSERT OR REPLACE INTO detector_decisions (watch, labels, at_ms, body) VALUES (?, ?, ?, ?)',
  );
  const VERSIONS = 'SELECT id, watch, labels, model, trained_ms, in_use, about FROM models';
  const list = db.prepare(`${VERSIONS} WHERE watch = ? ORDER BY id DESC`);
  const listOf = db.prepare(`${VERSIONS} WHERE watch = ? AND labels = ? ORDER BY id DESC`);
  const body = db.prepare('SELECT body FROM models WHERE id = ?');
  const decisions = db.prepare('SELECT watch, labels, at_ms, body FROM detector_decisions WHERE watch = ?');
  const forget = [
    db.prepare('DELETE FROM models WHERE watch = ? AND labels = ?'),
    db.prepare('DELETE FROM detector_decisions WHERE watch = ? AND labels = ?'),
  ];

  return {
    /** Only inside a transaction. */
    save({ decision, fresh, versions }: Training): void {
      const { watch, labels, atMs, uses, reason, figures } = decision;
      const key = canonicalLabels(labels);
      const ids = new Map<string, number>();
      for (const { model, about, body: bytes } of fresh) {
        ids.set(model, Number(insert.get(watch, key, model, atMs, JSON.stringify(about), bytes)?.id));
      }
      for (const [model, version] of Object.entries(versions)) {
        use.run(version === 'fresh' ? ids.get(model)! : version, watch, key, model);
        removeOld.run({ watch, labels: key, model });
      }
      decide.run(watch, key, atMs, JSON.stringify({ uses, reason, figures }));
    },

    /** Newest first. @param labels of one series; absent: of all */
    list: (watch: string, labels?: Labels): ModelVersion[] =>
      (labels === undefined ? list.all(watch) : listOf.all(watch, canonicalLabels(labels))).map(versionOf),

    /** @throws TidemarkError TLERR_MODEL_UNREADABLE when it is gone */
    body(id: number): Uint8Array {
      const found = body.get(id)?.body;
      // By shape, not class: under jest the database's arrays belong to another realm.
      if (!ArrayBuffer.isView(found)) {
        throw new TidemarkError('TLERR_MODEL_UNREADABLE', {
          model: `version ${id}`,
          reason: 'it is not in the database',
        });
      }
      return found as Uint8Array;
    },

    decisions: (watch: string): DetectorDecision[] => decisions.all(watch).map(decisionOf),

    /** Of a series that has aged out. Only inside a transaction. */
    forget: (watch: string, labels: Labels): void => {
      for (const statement of forget) statement.run(watch, canonicalLabels(labels));
    },
  };
}

function versionOf(row: Row): ModelVersion {
  return {
    id: Number(row.id),
    watch: String(row.watch),
    labels: JSON.parse(String(row.labels)) as Labels,
    model: row.model as ModelName,
    trainedAtMs: Number(row.trained_ms),
    inUse: row.in_use === 1,
    about: JSON.parse(String(row.about)) as ModelAbout,
  };
}

function decisionOf(row: Row): DetectorDecision {
  return {
    watch: String(row.watch),
    labels: JSON.parse(String(row.labels)) as Labels,
    atMs: Number(row.at_ms),
    ...(JSON.parse(String(row.body)) as Pick<DetectorDecision, 'uses' | 'reason' | 'figures'>),
  };
}
