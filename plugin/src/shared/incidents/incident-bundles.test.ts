import { describe, expect, it } from '@jest/globals';
import { T0, anIncident } from '../../test-support/fixtures';
import { bundleIncidents, TOGETHER_MS } from './incident-bundles';

const shop = { 'service.name': 'shop' };
const route = (name: string) => ({ ...shop, 'http.route': name });
const ids = (incidents: Parameters<typeof bundleIncidents>[0]) =>
  bundleIncidents(incidents).map(({ key, lead, others }) => [key, lead.id, others.map(({ id }) => id).join('')]);

describe('bundleIncidents', () => {
  it('puts what began together in one service behind the severest', () => {
    const incidents = [
      anIncident({ id: 'c', labels: route('/cart'), severity: 53, startMs: T0 + 20_000 }),
      anIncident({ id: 'b', labels: route('/'), severity: 57, watch: 'errors', startMs: T0 + 10_000 }),
      anIncident({ id: 'a', labels: route('/search'), severity: 50, startMs: T0 }),
      anIncident({ id: 'x', labels: { service_name: 'pay' }, severity: 90, startMs: T0 }),
    ];

    // The key is of what began first, the place in the list of what stood first.
    expect(ids(incidents)).toEqual([
      ['a', 'b', 'ca'],
      ['x', 'x', ''],
    ]);
  });

  it('leads with the total where severities are the same', () => {
    const incidents = [anIncident({ id: 'a', labels: route('/') }), anIncident({ id: 'b', labels: shop })];

    expect(ids(incidents)).toEqual([['a', 'b', 'a']]);
  });

  it('counts the time from the first, so that a series that flaps all day is not one bundle', () => {
    const every = (count: number, distanceMs: number) =>
      Array.from({ length: count }, (_, i) =>
        anIncident({ id: String(i), labels: shop, startMs: T0 + i * distanceMs }),
      );

    expect(ids(every(4, TOGETHER_MS / 2)).map(([key]) => key)).toEqual(['0', '3']);
    expect(ids(every(2, TOGETHER_MS))).toHaveLength(1);
    expect(ids(every(2, TOGETHER_MS + 1))).toHaveLength(2);
  });

  it('takes series without a service by their watch', () => {
    const incidents = [
      anIncident({ id: 'a', labels: { volume: '/' }, watch: 'disk' }),
      anIncident({ id: 'b', labels: { volume: '/var' }, watch: 'disk' }),
      anIncident({ id: 'c', labels: {}, watch: 'orders' }),
    ];

    expect(ids(incidents)).toEqual([
      ['a', 'a', 'b'],
      ['c', 'c', ''],
    ]);
  });
});
