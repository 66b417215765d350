import type { DatabaseSync } from 'node:sqlite';
import type { ScoredStep } from '../series/types.ts';
import { decodeStep, encodeStep, rowAt, type DecodedStep, type StepRow } from './step-body.ts';

/** Parts of fewer series are written to `steps` at once. */
const LEAST_SERIES = 256;
/** So many steps of a part go to `steps` together, at least. */
const STEPS_TOGETHER = 16;
/** For each row that is written so many are moved on, as far as there are any: faster than they come. */
const MOVED_A_ROW = 1.25;

interface Part {
  readonly watch: string;
  readonly part: number;
  /** Starts of its steps that are here, oldest first. */
  starts: number[];
}

interface Move {
  readonly part: Part;
  readonly steps: readonly DecodedStep[];
  /** Ids of all of them, and how many have been moved. */
  readonly ids: readonly number[];
  done: number;
}

/**
 * The newest steps of large parts of watches: a row is one step of all their series. `steps` has the rows of a series side by
 * side, so that a step of many thousand series changes a page for each of them; from here they go there some dozen steps at a
 * time, with what is written meanwhile (decisions/3802).
 *
 * @param moveRow writes a row to `steps`, unless it is there: it has been moved, or revised
 * @param startsIn starts of the series' steps that are in `steps`, from `fromMs` on
 */
export function createFreshSteps(
  db: DatabaseSync,
  moveRow: (id: number, step: DecodedStep, at: number) => void,
  startsIn: (id: number, fromMs: number) => number[],
) {
  const insert = db.prepare('INSERT OR REPLACE INTO fresh_steps (watch, part, step_ms, body) VALUES (?, ?, ?, ?)');
  const all = db.prepare('SELECT watch, part, step_ms, body FROM fresh_steps ORDER BY watch, part, step_ms');
  const bodies = db.prepare('SELECT step_ms, body FROM fresh_steps WHERE watch = ? AND part = ? ORDER BY step_ms');
  const remove = db.prepare('DELETE FROM fresh_steps WHERE watch = ? AND part = ? AND step_ms = ?');
  const old = db.prepare('SELECT body FROM fresh_steps WHERE step_ms < ?');
  const removeOld = db.prepare('DELETE FROM fresh_steps WHERE step_ms < ?');
  const removeWatch = db.prepare('DELETE FROM fresh_steps WHERE watch = ?');
  let parts = new Map<string, Part>();
  let partOf = new Map<number, Part>();
  /** Of each part the list of ids that `partOf` knows. */
  let known = new WeakMap<readonly number[], Part>();
  let moving: Move | null = null;
  /** The part that was read last: who asks for one series often asks for its neighbours. */
  let latest: { readonly part: Part; readonly steps: readonly DecodedStep[]; nextPlace: number } | null = null;

  reload();

  function reload(): void {
    parts = new Map();
    partOf = new Map();
    known = new WeakMap();
    moving = latest = null;
    for (const row of all.iterate() as Iterable<{ watch: string; part: number; step_ms: number; body: Uint8Array }>) {
      note(row.watch, row.part, row.step_ms, [...decodeStep(row.step_ms, row.body).ids]);
    }
  }

  function note(watch: string, number: number, stepMs: number, ids: readonly number[]): void {
    const key = `${number}/${watch}`;
    let part = parts.get(key);
    if (part === undefined) parts.set(key, (part = { watch, part: number, starts: [] }));
    if (part.starts.at(-1) !== stepMs) part.starts = [...new Set([...part.starts, stepMs])].sort((a, b) => a - b);
    if (known.get(ids) === part) return;
    known.set(ids, part);
    for (const id of ids) partOf.set(id, part);
  }

  function stepsOf({ watch, part }: Part): DecodedStep[] {
    const rows = bodies.all(watch, part) as unknown as { step_ms: number; body: Uint8Array }[];
    return rows.map(({ step_ms, body }) => decodeStep(step_ms, body));
  }

  /** Moves about so many rows, all steps of a series together. */
  function move(rows: number): void {
    for (let left = rows; left > 0;) {
      moving ??= nextMove();
      if (moving === null) return;
      const { part, steps, ids } = moving;
      for (; moving.done < ids.length && left > 0; moving.done++, left -= steps.length)
        moveSeries(steps, ids, moving.done);
      if (moving.done < ids.length) return;
      const gone = new Set(steps.map(({ stepMs }) => stepMs));
      for (const stepMs of gone) remove.run(part.watch, part.part, stepMs);
      part.starts = part.starts.filter((startMs) => !gone.has(startMs));
      moving = latest = null;
    }
  }

  /** Of the part that has the most steps here. */
  function nextMove(): Move | null {
    const [part] = [...parts.values()].sort((a, b) => b.starts.length - a.starts.length);
    if (part === undefined || part.starts.length < STEPS_TOGETHER) return null;
    const steps = stepsOf(part);
    return { part, steps, ids: [...new Set(steps.flatMap(({ ids }) => [...ids]))].sort((a, b) => a - b), done: 0 };
  }

  function moveSeries(steps: readonly DecodedStep[], ids: readonly number[], place: number): void {
    const id = ids[place]!;
    for (const step of steps) {
      const at = placeOf(step.ids, id, place);
      if (at >= 0) moveRow(id, step, at);
    }
  }

  return {
    /** Only inside a transaction. @returns false where the step is none for here: a revision, or too small */
    put({ watch, part, stepStartMs, revision, columns }: ScoredStep, ids: readonly number[]): boolean {
      if (revision > 0 || ids.length < LEAST_SERIES) return false;
      insert.run(watch, part, stepStartMs, encodeStep(ids, columns));
      note(watch, part, stepStartMs, ids);
      latest = null;
      move(ids.length * MOVED_A_ROW);
      return true;
    },
    /** Rows of a series that are in here alone, oldest first. */
    of(id: number, fromMs: number, toMs: number): StepRow[] {
      const part = partOf.get(id);
      const oldestMs = part?.starts[0];
      if (part === undefined || oldestMs === undefined || part.starts.at(-1)! < fromMs || oldestMs >= toMs) return [];
      if (latest?.part !== part) latest = { part, steps: stepsOf(part), nextPlace: 0 };
      const elsewhere = new Set(startsIn(id, oldestMs));
      const rows: StepRow[] = [];
      let place = latest.nextPlace;
      for (const step of latest.steps) {
        if (step.stepMs < fromMs || step.stepMs >= toMs || elsewhere.has(step.stepMs)) continue;
        const at = placeOf(step.ids, id, place);
        if (at < 0) continue;
        rows.push(rowAt(step, at));
        place = at;
      }
      latest.nextPlace = place + 1;
      return rows;
    },
    /** Rows removed of parts whose series are gone: all others move on before they are old. */
    removeBefore(beforeMs: number): number {
      const gone = old.all(beforeMs).map(({ body }) => decodeStep(0, body as Uint8Array).ids.length);
      if (gone.length === 0) return 0;
      removeOld.run(beforeMs);
      reload();
      return gone.reduce((sum, rows) => sum + rows, 0);
    },
    removeOf(watch: string): void {
      removeWatch.run(watch);
      reload();
    },
    /** After a transaction that failed: memory follows the disk. */
    reload,
  };
}

/** Where a series stands in a step; −1: nowhere. Most steps of a part have the same series: a guess is nearly always right. */
const placeOf = (ids: DecodedStep['ids'], id: number, guess: number): number =>
  ids[guess] === id ? guess : ids.indexOf(id);
