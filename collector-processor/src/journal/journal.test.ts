import { appendFile, mkdtemp, open, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createJournal, type Journal, type JournalOptions } from './journal.ts';
import type { OpenFile, SegmentHandle } from './segment-file.ts';
import type { JournalDamage } from './types.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidemark-journal-'));
});
afterEach(() => rm(folder, { recursive: true }));

const journalOf = (given: Partial<JournalOptions> = {}): Journal =>
  createJournal({
    folder,
    fsync: 'always',
    fsyncIntervalMs: 10,
    segmentBytes: 1e6,
    maxBytes: 1e9,
    ...given,
  });
const write = (journal: Journal, text: string) =>
  journal.append([Buffer.from(text.slice(0, 2)), Buffer.from(text.slice(2))]);

/** What a process that starts now finds. */
async function readAll(afterSeq = 0) {
  const damage: JournalDamage[] = [];
  const found = { records: [] as string[], seqs: [] as number[], damage, missing: 0 };
  const records = journalOf().read({
    afterSeq,
    onDamage: (one) => damage.push(one),
    onMissing: (missing) => (found.missing += missing),
  });
  for await (const { seq, payload } of records) {
    found.records.push(payload.toString());
    found.seqs.push(seq);
  }
  return found;
}

async function written(texts: readonly string[], given: Partial<JournalOptions> = {}): Promise<string[]> {
  const journal = journalOf(given);
  await journal.begin(0);
  for (const text of texts) await write(journal, text);
  await journal.close();
  return (await readdir(folder)).sort().map((name) => join(folder, name));
}

describe.each(['always', 'interval', 'never'] as const)('the journal, fsync %s', (fsync) => {
  it('gives back what was written at once, in order, and goes on from there', async () => {
    const first = journalOf({ fsync });
    await first.begin(0);
    const texts = Array.from({ length: 300 }, (_, i) => `record ${i}`);
    const outcomes = await Promise.all(texts.map((text) => write(first, text)));
    expect(outcomes.at(-1)).toEqual({ status: 'written', seq: 300 });
    await first.close();

    const second = journalOf({ fsync });
    await second.begin(300);
    await write(second, 'after');
    await second.close();

    expect((await readAll()).records).toEqual([...texts, 'after']);
    expect(await readAll(299)).toEqual({ records: ['record 299', 'after'], seqs: [300, 301], damage: [], missing: 0 });
  });
});

it('writes many that come at once with few syncs', async () => {
  let syncs = 0;
  const journal = journalOf({ onSync: () => syncs++ });
  await journal.begin(0);
  await Promise.all(Array.from({ length: 1000 }, (_, i) => write(journal, `record ${i}`)));
  await journal.close();
  expect(syncs).toBeLessThan(10);
  expect((await readAll()).records).toHaveLength(1000);
});

describe('segments', () => {
  const texts = Array.from({ length: 20 }, (_, i) => `record ${i} ${'x'.repeat(100)}`);

  it('rotate, and go once a checkpoint holds what is in them', async () => {
    const journal = journalOf({ segmentBytes: 500 });
    await journal.begin(0);
    for (const text of texts) await write(journal, text);
    const before = journal.bytes();
    await journal.removeThrough(12);
    expect(journal.bytes()).toBeLessThan(before);
    await journal.close();
    expect((await readAll(12)).records).toEqual(texts.slice(12));
    expect((await readAll(12)).missing).toBe(0);
    // Of a checkpoint that is older than what is left.
    expect((await readAll(2)).missing).toBeGreaterThan(0);
  });

  it('take nothing beyond their largest size, until older ones are gone', async () => {
    const journal = journalOf({ segmentBytes: 500, maxBytes: 1500 });
    await journal.begin(0);
    let taken = 0;
    while ((await write(journal, texts[0]!)).status === 'written') taken++;
    expect(taken).toBeGreaterThan(5);
    expect(journal.failing()).toBe(true);
    await journal.removeThrough(taken);
    expect(await write(journal, 'again')).toEqual({ status: 'written', seq: taken + 1 });
    await journal.close();
  });
});

describe('damage', () => {
  const texts = ['one', 'two', 'three', 'four', 'five'];

  it.each([1, 7, 19, 22])('cuts off a last record of which the last %d bytes are missing', async (bytes) => {
    const [path] = await written(texts);
    await truncate(path!, (await readFile(path!)).length - bytes);
    const found = await readAll();
    expect(found.records).toEqual(texts.slice(0, 4));
    expect(found.damage).toMatchObject([{ torn: true }]);
    // It is gone: the next start has nothing to tell.
    expect((await readAll()).damage).toEqual([]);
  });

  it('cuts off garbage after the last record', async () => {
    const [path] = await written(texts);
    await appendFile(path!, 'TMjr garbage TMjr');
    expect(await readAll()).toMatchObject({ records: texts, damage: [{ torn: true, bytes: 17 }], missing: 0 });
  });

  it('passes over a rotten bit anywhere in a record, and counts what is lost', async () => {
    const [path] = await written(texts);
    const whole = await readFile(path!);
    const from = whole.indexOf('TMjr', whole.indexOf('one'));
    const to = whole.indexOf('TMjr', whole.indexOf('two'));
    for (let at = from; at < to; at++) {
      const rotten = Buffer.from(whole);
      rotten[at]! ^= 0x10;
      await writeFile(path!, rotten);
      const { records, damage, missing } = await readAll();
      expect({ at, records, missing }).toEqual({ at, records: ['one', 'three', 'four', 'five'], missing: 1 });
      expect(damage).toMatchObject([{ torn: false, bytes: to - from }]);
    }
  });

  it('tells of a segment that is gone', async () => {
    const paths = await written(texts, { segmentBytes: 30 });
    await rm(paths[1]!);
    expect(await readAll()).toMatchObject({ records: ['one', 'three', 'four', 'five'], missing: 1 });
  });

  it('refuses a journal of another version', async () => {
    const [path] = await written(texts);
    await writeFile(path!, (await readFile(path!)).toString('latin1').replace('JOURNAL 1', 'JOURNAL 2'), 'latin1');
    await expect(readAll()).rejects.toMatchObject({ code: 'TLERR_JOURNAL_VERSION' });
  });
});

describe('a disk that fails', () => {
  /** The real file system, until `broken` says what happens instead. */
  function failing() {
    const disk: { broken: { call: keyof SegmentHandle; code: string; after?: number } | null } = { broken: null };
    const fail = (code: string) => Object.assign(new Error(`${code}: write`), { code });
    const openFile: OpenFile = async (path, flags) => {
      const handle = await open(path, flags);
      return {
        async writev(buffers, position) {
          if (disk.broken?.call !== 'writev') return handle.writev(buffers, position);
          // As a disk does that fills up in the middle.
          await handle.write(buffers[0]!, 0, Math.min(buffers[0]!.byteLength, 9), position);
          throw fail(disk.broken.code);
        },
        async datasync() {
          if (disk.broken?.call === 'datasync') throw fail(disk.broken.code);
          await handle.datasync();
        },
        async truncate(length) {
          if (disk.broken?.call === 'truncate') throw fail(disk.broken.code);
          await handle.truncate(length);
        },
        close: () => handle.close(),
      };
    };
    return { disk, openFile };
  }

  it.each([
    ['writev', 'ENOSPC'],
    ['writev', 'EROFS'],
    ['writev', 'EIO'],
    ['datasync', 'EIO'],
  ] as const)('%s %s: refuses, keeps what it had, and goes on when it can', async (call, code) => {
    const { disk, openFile } = failing();
    const reasons: string[] = [];
    const journal = journalOf({ openFile, onFailure: (reason) => reasons.push(reason) });
    await journal.begin(0);
    await write(journal, 'before');
    disk.broken = { call, code };
    expect(await write(journal, 'lost')).toEqual({ status: 'failed', reason: expect.stringContaining(code) });
    // Meanwhile nobody waits for the disk.
    expect((await write(journal, 'lost, too')).status).toBe('failed');
    expect(journal.failing()).toBe(true);
    disk.broken = null;
    await new Promise((resolve) => setTimeout(resolve, 550));
    expect(await write(journal, 'after')).toEqual({ status: 'written', seq: 2 });
    expect(journal.failing()).toBe(false);
    await journal.close();
    expect(await readAll()).toEqual({ records: ['before', 'after'], seqs: [1, 2], damage: [], missing: 0 });
    expect(reasons).toEqual([expect.stringContaining(code)]);
  });

  it("the kernel's own full disk", async () => {
    const journal = journalOf({ openFile: () => open('/dev/full', 'w') });
    await journal.begin(0);
    expect(await write(journal, 'lost')).toEqual({ status: 'failed', reason: expect.stringContaining('ENOSPC') });
    await journal.close();
  });
});
