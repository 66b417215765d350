import { describe, expect, it } from '@jest/globals';
import { anIncident } from '../../test-support/fixtures';
import { alone } from './incident-bundles';
import { rowsOf, toggled } from './incident-rows';

const lead = anIncident({ id: 'lead' });
const other = anIncident({ id: 'other' });
const bundle = { key: 'lead', lead, others: [other] };

describe('rowsOf', () => {
  it('is one row a bundle, which stands for all of it', () => {
    const rows = rowsOf([bundle, alone(anIncident({ id: 'single' }))], new Set());

    expect(rows.map(({ incident, standsFor }) => [incident.id, standsFor.map(({ id }) => id).join(' ')])).toEqual([
      ['lead', 'lead other'],
      ['single', 'single'],
    ]);
    expect(rows.map((row) => row.bundle?.key)).toEqual(['lead', undefined]);
  });

  it('is a row for each where the bundle is open, and each stands for itself', () => {
    const rows = rowsOf([bundle], new Set(['lead']));

    expect(rows.map(({ incident, standsFor, inner }) => [incident.id, standsFor.length, inner])).toEqual([
      ['lead', 1, false],
      ['other', 1, true],
    ]);
  });
});

describe('toggled', () => {
  it('opens what is shut, and shuts what is open', () => {
    expect([...toggled(new Set(['a']), 'b')]).toEqual(['a', 'b']);
    expect([...toggled(new Set(['a', 'b']), 'a')]).toEqual(['b']);
  });
});
