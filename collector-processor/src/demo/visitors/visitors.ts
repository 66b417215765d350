import { type Random } from '../../random.ts';
import { poisson } from '../draw.ts';
import type { Rhythm } from '../rhythm.ts';
import { botRequest, personRequest, type VisitorRequest } from './requests.ts';
import type { Sender } from './send.ts';
import { USUAL_VISITING, type Visiting } from './visiting.ts';

export interface VisitorsOptions {
  readonly rhythm: Rhythm;
  readonly sender: Sender;
  readonly random: Random;
  readonly now?: () => number;
}

export interface VisitCounts {
  readonly sent: number;
  readonly refused: number;
  /** Answers by status. */
  readonly byStatus: Readonly<Record<number, number>>;
}

export interface Visitors {
  /** First arrivals come right after this time (a step's start, so that no step is half visited). */
  start(fromMs: number): void;
  /** What is left out is as usual. */
  setVisiting(visiting: Partial<Visiting>): void;
  counts(): VisitCounts;
  /** Nobody comes any more; resolves when the last one has left. */
  stop(): Promise<void>;
}

const TICK_MS = 50;
/** After a stall (a laptop that slept) visitors do not come all at once. */
const MAX_CATCH_UP_MS = 2000;

/** People by the rhythm and bots by their own rate, both as Poisson arrivals that send real requests. */
export function createVisitors({ rhythm, sender, random, now = Date.now }: VisitorsOptions): Visitors {
  let visiting = USUAL_VISITING;
  let timer: NodeJS.Timeout | undefined;
  let lastMs = 0;
  let sent = 0;
  let refused = 0;
  const byStatus: Record<number, number> = {};
  const underWay = new Set<Promise<void>>();

  function arrive(request: VisitorRequest): void {
    sent++;
    const visit = sender.send(request).then((outcome) => {
      if (outcome.kind === 'refused') refused++;
      else byStatus[outcome.status] = (byStatus[outcome.status] ?? 0) + 1;
      underWay.delete(visit);
    });
    underWay.add(visit);
  }

  function tick(): void {
    const nowMs = now();
    if (nowMs <= lastMs) return;
    const seconds = Math.min(nowMs - lastMs, MAX_CATCH_UP_MS) / 1000;
    lastMs = nowMs;
    const people = poisson(random, rhythm(nowMs) * visiting.rateFactor * seconds);
    const bots = poisson(random, visiting.botsPerSecond * seconds);
    for (let i = 0; i < people; i++) arrive(personRequest(random));
    for (let i = 0; i < bots; i++) arrive(botRequest(random));
  }

  return {
    start(fromMs) {
      lastMs = fromMs;
      timer = setInterval(tick, TICK_MS);
    },
    setVisiting: (changes) => {
      visiting = { ...USUAL_VISITING, ...changes };
    },
    counts: () => ({ sent, refused, byStatus }),
    async stop() {
      clearInterval(timer);
      await Promise.all(underWay);
      sender.close();
    },
  };
}
