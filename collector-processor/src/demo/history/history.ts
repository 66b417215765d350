import type { Labels, PartialBatch, SeriesPartial } from '../../series/types.ts';
import { SHOP_ROUTES, type ShopRoute } from '../catalogue.ts';
import { type Random } from '../../random.ts';
import { binomial, poisson } from '../draw.ts';
import { diskUsed, VOLUMES } from '../disk.ts';
import type { Rhythm } from '../rhythm.ts';
import { GOOD_DAY, type ShopCondition } from '../shop/condition.ts';
import { USUAL_VISITING, type Visiting } from '../visitors/visiting.ts';
import { BOT_SEARCH_RATIO } from '../visitors/requests.ts';
import { bucketProbabilities, LOWERS_S, UPPERS_S } from './latency-buckets.ts';
import { troubleAt, type PastTrouble } from './past-troubles.ts';

export interface HistoryOptions {
  readonly stepMs: number;
  /** The one that live visitors follow. */
  readonly rhythm: Rhythm;
  readonly random: Random;
  readonly pastTroubles: readonly PastTrouble[];
  /** Of a Tidemark that watches the shop's volumes: when the shop opens, ms; absent: it does not. */
  readonly openedMs?: number;
}

/** What one route, or the whole shop, did in a step. */
interface Served {
  requests: number;
  errors: number;
  clientErrors: number;
  /** Answers by latency bucket. */
  readonly buckets: number[];
}

const SERVICE: Labels = { 'service.name': 'shop' };
const PRODUCER = 'demo-history';

/**
 * What the shop would have reported: counts drawn from the visitors' rhythm and the catalogue's latencies and failures,
 * as the partials of the four HTTP watches, one batch a step, oldest first.
 *
 * @param fromMs a step's start
 * @param untilMs asked again after each step, so that history can catch up with a clock that goes on; the last step
 * ends at or before it
 */
export function* generateHistory(
  { stepMs, rhythm, random, pastTroubles, openedMs }: HistoryOptions,
  fromMs: number,
  untilMs: () => number,
): Generator<PartialBatch> {
  const draw = createDraw(random);
  const labels = new Map(SHOP_ROUTES.map(({ route }) => [route, { ...SERVICE, 'http.route': route ?? '' }]));

  for (let startMs = fromMs; startMs + stepMs <= untilMs(); startMs += stepMs) {
    const trouble = troubleAt(pastTroubles, startMs);
    const shop: ShopCondition = { ...GOOD_DAY, ...trouble?.shop };
    const visiting: Visiting = { ...USUAL_VISITING, ...trouble?.visitors };
    const visits = rhythm(startMs + stepMs / 2) * visiting.rateFactor * (stepMs / 1000);
    const botVisits = visiting.botsPerSecond * (stepMs / 1000);
    const total = emptyServed();
    const partials: SeriesPartial[] = [];
    for (const entry of SHOP_ROUTES) {
      const expected = visits * entry.share + botVisits * botShare(entry);
      const served = shop.listening ? draw(entry, expected, shop) : emptyServed();
      add(total, served);
      if (entry.route !== null) partials.push(...toPartials(labels.get(entry.route)!, startMs, served));
    }
    partials.push(...toPartials(SERVICE, startMs, total));
    if (openedMs !== undefined) partials.push(...diskPartials(openedMs, startMs));
    yield { partials, producers: [{ producer: PRODUCER, coveredToMs: startMs + stepMs }] };
  }
}

function diskPartials(openedMs: number, stepStartMs: number): SeriesPartial[] {
  return VOLUMES.map((volume) => ({
    watch: 'disk',
    labels: { ...SERVICE, volume },
    stepStartMs,
    aggregate: { kind: 'max', value: diskUsed(volume, openedMs, stepStartMs) },
  }));
}

function createDraw(random: Random) {
  const probabilities = new Map<string, readonly number[]>();

  return (entry: ShopRoute, expected: number, shop: ShopCondition): Served => {
    const key = `${entry.route} ${shop.addedLatencyMs}`;
    let perBucket = probabilities.get(key);
    if (perBucket === undefined) probabilities.set(key, (perBucket = bucketProbabilities(entry, shop.addedLatencyMs)));
    // Independent Poisson counts by bucket are a Poisson count of requests, spread over the buckets.
    const buckets = perBucket.map((probability) => poisson(random, expected * probability));
    const requests = buckets.reduce((sum, count) => sum + count, 0);
    const failureRatio =
      entry.route === '/checkout' ? Math.max(entry.failureRatio, shop.checkoutFailureRatio) : entry.failureRatio;
    const errors = binomial(random, requests, failureRatio);
    return { requests, errors, clientErrors: binomial(random, requests - errors, entry.notFoundRatio), buckets };
  };
}

function botShare({ route }: ShopRoute): number {
  if (route === '/search') return BOT_SEARCH_RATIO;
  return route === null ? 1 - BOT_SEARCH_RATIO : 0;
}

const emptyServed = (): Served => ({ requests: 0, errors: 0, clientErrors: 0, buckets: UPPERS_S.map(() => 0) });

function add(to: Served, served: Served): void {
  to.requests += served.requests;
  to.errors += served.errors;
  to.clientErrors += served.clientErrors;
  served.buckets.forEach((count, i) => (to.buckets[i]! += count));
}

function toPartials(labels: Labels, stepStartMs: number, served: Served): SeriesPartial[] {
  const { requests, errors, clientErrors, buckets } = served;
  const partial = (watch: string, aggregate: SeriesPartial['aggregate']): SeriesPartial => ({
    watch,
    labels,
    stepStartMs,
    aggregate,
  });
  return [
    partial('requests', { kind: 'sum', sum: requests }),
    partial('errors', { kind: 'ratio', numerator: errors, denominator: requests }),
    partial('client_errors', { kind: 'ratio', numerator: clientErrors, denominator: requests }),
    partial('latency', { kind: 'histogram', lowers: LOWERS_S, uppers: UPPERS_S, counts: buckets }),
  ];
}
