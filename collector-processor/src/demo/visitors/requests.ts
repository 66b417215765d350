import { PRODUCTS, SHOP_ROUTES } from '../catalogue.ts';
import { type Random } from '../../random.ts';
import { pick } from '../draw.ts';

/** One request as a visitor makes it. */
export interface VisitorRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: string;
}

/** Products have small numbers; a link to this one is out of date. */
const GONE_PRODUCT = 9999;
const ITEMS_IN_CART = 3;
/** Part of a scanner's requests that search; the rest asks for what others left open. */
export const BOT_SEARCH_RATIO = 0.3;
const SCANNED = ['/wp-login.php', '/.env', '/admin', '/phpmyadmin/', '/.git/config', '/backup.zip', '/api/v1/users'];

const anyOf = <T>(random: Random, values: readonly T[]): T => values[Math.floor(random() * values.length)]!;
const search = (random: Random): string => `/search?q=${encodeURIComponent(anyOf(random, PRODUCTS).name.slice(0, 3))}`;

/** What a person asks for, by the shares of the catalogue. */
export function personRequest(random: Random): VisitorRequest {
  const { route, method, notFoundRatio } = pick(random, SHOP_ROUTES);
  switch (route) {
    case '/products/:id': {
      const id = random() < notFoundRatio ? GONE_PRODUCT : anyOf(random, PRODUCTS).id;
      return { method, path: `/products/${id}` };
    }
    case '/search':
      return { method, path: search(random) };
    case '/cart':
    case '/checkout': {
      const items = Array.from({ length: 1 + Math.floor(random() * ITEMS_IN_CART) }, () => anyOf(random, PRODUCTS).id);
      return { method, path: route, body: JSON.stringify({ items }) };
    }
    case null:
      return { method, path: anyOf(random, SCANNED) };
    default:
      return { method, path: route };
  }
}

export function botRequest(random: Random): VisitorRequest {
  return { method: 'GET', path: random() < BOT_SEARCH_RATIO ? search(random) : anyOf(random, SCANNED) };
}
