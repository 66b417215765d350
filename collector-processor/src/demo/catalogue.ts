/** What the shop offers and how it behaves on a good day: read by the shop, by its visitors and by the history. */
export interface ShopRoute {
  /** `http.route` as the shop reports it; null where no route matches (what scanners ask for). */
  readonly route: string | null;
  readonly method: 'GET' | 'POST';
  /** Part of all visits. */
  readonly share: number;
  /** Time the shop works on an answer: log-normal, with this median and this spread of its logarithm. */
  readonly medianMs: number;
  readonly spread: number;
  /** Part of visits that ask for what does not exist. */
  readonly notFoundRatio: number;
  /** Part of visits that the shop fails on a good day. */
  readonly failureRatio: number;
}

export const SHOP_ROUTES: readonly ShopRoute[] = [
  { route: '/', method: 'GET', share: 0.22, medianMs: 18, spread: 0.35, notFoundRatio: 0, failureRatio: 0 },
  { route: '/products', method: 'GET', share: 0.2, medianMs: 38, spread: 0.4, notFoundRatio: 0, failureRatio: 0 },
  {
    route: '/products/:id',
    method: 'GET',
    share: 0.27,
    medianMs: 26,
    spread: 0.4,
    notFoundRatio: 0.02,
    failureRatio: 0,
  },
  { route: '/search', method: 'GET', share: 0.11, medianMs: 75, spread: 0.5, notFoundRatio: 0, failureRatio: 0 },
  { route: '/cart', method: 'POST', share: 0.1, medianMs: 32, spread: 0.4, notFoundRatio: 0, failureRatio: 0 },
  {
    route: '/checkout',
    method: 'POST',
    share: 0.09,
    medianMs: 120,
    spread: 0.45,
    notFoundRatio: 0,
    failureRatio: 0.03,
  },
  { route: null, method: 'GET', share: 0.01, medianMs: 3, spread: 0.2, notFoundRatio: 1, failureRatio: 0 },
];

export const PRODUCTS = [
  'anchor',
  'barometer',
  'buoy',
  'chart',
  'compass',
  'cleat',
  'dinghy',
  'fender',
  'flare',
  'foghorn',
  'halyard',
  'jib',
  'keel',
  'lantern',
  'logbook',
  'mainsail',
  'mast',
  'oar',
  'paddle',
  'pennant',
  'rudder',
  'sextant',
  'shackle',
  'spinnaker',
  'telescope',
  'tide table',
  'tiller',
  'winch',
].map((name, index) => ({ id: index + 1, name, cents: 900 + ((index * 1370) % 48_000) }));
