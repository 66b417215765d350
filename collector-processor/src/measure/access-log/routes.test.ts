import { describe, expect, it } from '@jest/globals';
import { createPathRoutes } from './routes.ts';

describe('a path', () => {
  const routeOf = createPathRoutes(['/items/new', '/items/{id}', '/users/:name/orders', '/static/*', '/']);

  it.each([
    ['/items/new', '/items/new'],
    ['/items/7', '/items/{id}'],
    ['/items/7/', '/items/{id}'],
    ['/items/', ''],
    ['/items/7/8', ''],
    ['/users/ann/orders', '/users/:name/orders'],
    ['/static', '/static/*'],
    ['/static/a/b.css', '/static/*'],
    ['/', '/'],
    ['/other', ''],
    ['', ''],
  ])('%s is of the route %s', (path, route) => expect(routeOf(path)).toBe(route));
});
