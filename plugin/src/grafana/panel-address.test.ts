import { describe, expect, it } from '@jest/globals';
import { dashboardAddress, panelAddress } from './panel-address';

describe('the address of a panel', () => {
  it('has the time, and the variables that the series has a label for', () => {
    const variables = [
      { name: 'service', label: 'service.name' },
      { name: 'route', label: 'http.route' },
    ];
    const panel = { dashboard: 'shop/1', id: 7, variables };
    expect(panelAddress({ panel, labels: { 'service.name': 'a & b' }, fromMs: 1000, toMs: 2000 })).toBe(
      '/d/shop%2F1?from=1000&to=2000&viewPanel=panel-7&var-service=a+%26+b',
    );
  });
});

describe('the address of a dashboard', () => {
  it('has the time', () => {
    expect(dashboardAddress('shop/1', { fromMs: 1000, toMs: 2000 })).toBe('/d/shop%2F1?from=1000&to=2000');
  });
});
