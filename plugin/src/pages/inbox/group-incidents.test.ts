import { describe, expect, it } from '@jest/globals';
import { anIncident } from '../../test-support/fixtures';
import { groupIncidents } from './group-incidents';

const incidents = [
  anIncident({ id: '1', watch: 'requests', class: 'drop', labels: { 'service.name': 'shop' } }),
  anIncident({ id: '2', watch: 'errors', class: 'spike', labels: { 'service.name': 'pay' } }),
  anIncident({ id: '3', watch: 'orders', class: 'drop', labels: { service_name: 'shop', route: '/' } }),
  anIncident({ id: '4', watch: 'orders', class: 'drop', labels: {} }),
];

describe('groupIncidents', () => {
  it.each([
    ['none', { '': '1234' }],
    // All four begin at once: the two of the shop are one row.
    ['together', { '': '124' }],
    ['service', { shop: '13', pay: '2', 'No service': '4' }],
    ['watch', { requests: '1', errors: '2', orders: '34' }],
    ['class', { Drop: '134', Spike: '2' }],
  ] as const)('by %s', (grouping, expected) => {
    const groups = groupIncidents(incidents, grouping);
    expect(
      Object.fromEntries(groups.map((one) => [one.name, one.bundles.map(({ lead }) => lead.id).join('')])),
    ).toEqual(expected);
  });
});
