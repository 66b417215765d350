import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { incident, stepReport } from '../../test/support/step-report.ts';
import { TidemarkError } from '../errors/tidemark-error.ts';
import { createStore, type StoreOptions } from './index.ts';

const START_MS = 1_000_000_020_000;
let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tidemark-store-'));
  path = join(folder, 'data', 'tidemark.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

function open(options: Partial<StoreOptions> = {}) {
  return createStore({ path, retention: { stepsMs: 1e12, incidentsMs: 1e12 }, ...options });
}

function errorOf(action: () => unknown): TidemarkError {
  try {
    action();
  } catch (error) {
    if (error instanceof TidemarkError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('a restart', () => {
  it('finds history, incidents and verdicts again, under other engine ids', () => {
    const verdict = { verdict: 'real', comment: '', by: '', atMs: START_MS } as const;
    const first = open();
    first.writeReport(stepReport({ stepStartMs: START_MS, rows: [{ id: 5, labels: { route: '/a' } }] }));
    first.saveIncident(incident({ verdict }));
    first.close();

    const second = open();
    second.writeReport(stepReport({ stepStartMs: START_MS + 60_000, rows: [{ id: 1, labels: { route: '/a' } }] }));
    const seriesIds = second.series('requests').map(({ id }) => id);
    expect(second.range({ watch: 'requests', seriesIds, fromMs: 0, toMs: 2e12 })[0]?.times).toHaveLength(2);
    expect(second.incident('incident-1')?.verdict).toEqual(verdict);
    second.close();
  });
});

describe('a file that cannot be used', () => {
  it('says so when it is no database', () => {
    open().close();
    writeFileSync(path, 'This was never a database, whatever its name says. '.repeat(100));
    const error = errorOf(open);
    expect(error.code).toBe('TLERR_STORE_UNREADABLE');
    expect(error.message).toContain(path);
    expect(error.message).toContain('not a database');
  });

  it('says so when its place cannot be made', () => {
    writeFileSync(join(folder, 'data'), 'a file where the folder should be');
    expect(errorOf(open).code).toBe('TLERR_STORE_UNREADABLE');
  });

  it('refuses one that a newer Tidemark wrote', () => {
    open().close();
    const db = new DatabaseSync(path);
    db.exec('INSERT INTO schema_migrations VALUES (1000, 0)');
    db.close();
    const error = errorOf(open);
    expect(error.code).toBe('TLERR_STORE_TOO_NEW');
    expect(error.details).toMatchObject({ found: 1000 });
  });
});

describe('a full disk', () => {
  it('fails the write, reports it, keeps what was there, and goes on when there is room', async () => {
    const failures: string[] = [];
    const store = open({
      maxBytes: 200_000,
      onFailure: (operation, reason) => failures.push(`${operation}: ${reason}`),
    });
    const rows = Array.from({ length: 500 }, (_, i) => ({ labels: { route: `/page/${i}` } }));
    let written = 0;
    while (store.writeReport(stepReport({ stepStartMs: START_MS + written * 60_000, rows })).status === 'written')
      written++;

    expect(written).toBeGreaterThan(0);
    expect(failures).toEqual(['steps: database or disk is full']);
    const one = store.findSeries('requests', { route: '/page/7' })!;
    expect(store.range({ watch: 'requests', seriesIds: [one.id], fromMs: 0, toMs: 2e12 })[0]?.times).toHaveLength(
      written,
    );

    expect((await store.prune(START_MS + 2e12)).status).toBe('written');
    expect(store.writeReport(stepReport({ stepStartMs: START_MS, rows })).status).toBe('written');
    store.close();
  });

  it('leaves no series behind that the rolled back write had made', () => {
    const store = open({ maxBytes: 100_000 });
    const many = Array.from({ length: 5000 }, (_, i) => ({ labels: { route: `/page/${i}` } }));
    expect(store.writeReport(stepReport({ stepStartMs: START_MS, rows: many })).status).toBe('failed');
    expect(store.series('requests')).toEqual([]);
    expect(store.writeReport(stepReport({ stepStartMs: START_MS, rows: many.slice(0, 3) })).status).toBe('written');
    expect(store.series('requests')).toHaveLength(3);
    store.close();
  });
});
