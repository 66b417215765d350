import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { STEP_MS } from './cases.ts';
import type { Case } from './types.ts';

const MINUTES_A_DAY = 1440;
/** The log's clock is four hours behind UTC all through it. */
const TIMEZONE = 'America/New_York';
const JULY_MS = Date.UTC(1995, 6, 1, 4);
const JULY_DAYS = 31;
/** Sixteen days before August, and four days of it. */
const FROM_DAY = 15;
const TO_DAY = JULY_DAYS + 4;
/** "From 01/Aug/1995:14:52:01 until 03/Aug/1995:04:36:13 there are no accesses recorded, as the server was shut down": whole minutes. */
const OUTAGE = [JULY_DAYS * MINUTES_A_DAY + 14 * 60 + 53, (JULY_DAYS + 2) * MINUTES_A_DAY + 4 * 60 + 36] as const;

/** Requests to NASA's server in the summer of 1995, around the outage that its log documents. */
export function nasaCase(folder: string): Case {
  const perMinute = [...read(folder, '1995-07', JULY_DAYS), ...read(folder, '1995-08', 31)];
  const from = FROM_DAY * MINUTES_A_DAY;
  return {
    name: 'NASA, August 1995: server shut down',
    point: '1, real',
    startMs: JULY_MS + from * STEP_MS,
    timezone: TIMEZONE,
    values: perMinute.slice(from, TO_DAY * MINUTES_A_DAY).map((requests) => requests / 60),
    trouble: [OUTAGE[0] - from, OUTAGE[1] - from],
  };
}

function read(folder: string, month: string, days: number): number[] {
  const requests = new Array<number>(days * MINUTES_A_DAY).fill(0);
  const text = gunzipSync(readFileSync(join(folder, `nasa_${month}_requests_per_minute.csv.gz`))).toString('utf8');
  for (const line of text.split('\n').slice(1)) {
    const [minute, count] = line.split(',');
    if (count !== undefined) requests[Number(minute)] = Number(count);
  }
  return requests;
}
