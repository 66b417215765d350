import type { ShopCondition } from './shop/condition.ts';
import type { Visiting } from './visitors/visiting.ts';

/** Something that really happens to the shop or to those who visit it; every number Tidemark then sees is measured. */
export interface Trouble {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly shop: Partial<ShopCondition>;
  readonly visitors: Partial<Visiting>;
}

export const TROUBLES: readonly Trouble[] = [
  {
    id: 'outage',
    title: 'Outage',
    description: 'The shop stops listening: every visitor is refused.',
    shop: { listening: false },
    visitors: {},
  },
  {
    id: 'spike',
    title: 'Spike',
    description: 'Three times as many visitors at once.',
    shop: {},
    visitors: { rateFactor: 3 },
  },
  {
    id: 'slow',
    title: 'Slow',
    description: 'Every answer takes 600 ms longer, as behind a tired database.',
    shop: { addedLatencyMs: 600 },
    visitors: {},
  },
  {
    id: 'errors',
    title: 'Errors',
    description: 'Nine in ten checkouts fail with a 500.',
    shop: { checkoutFailureRatio: 0.9 },
    visitors: {},
  },
  {
    id: 'bot-flood',
    title: 'Bot flood',
    description: 'A scanner joins: 20 requests a second for pages that do not exist, and for the search.',
    shop: {},
    visitors: { botsPerSecond: 20 },
  },
  {
    id: 'shift',
    title: '+40 %',
    description: 'A campaign: 40 % more visitors, and they stay.',
    shop: {},
    visitors: { rateFactor: 1.4 },
  },
];

/** What ends every trouble. */
export const NORMAL = 'normal';
