import { describe, expect, it } from '@jest/globals';
import { formatState, parseState, type WorkspaceState } from './workspace-state';

const EMPTY: WorkspaceState = { watch: null, series: null, range: { kind: 'live', preset: '1h' }, incidentId: null };

describe('the state in the address', () => {
  it.each<[string, Partial<WorkspaceState>]>([
    ['nothing', {}],
    ['a watch and one of its series', { watch: 'requests', series: { 'service.name': 'a&b "c"' } }],
    ['all series', { series: 'all' }],
    ['a live range', { range: { kind: 'live', preset: '7d' } }],
    ['a fixed range and an incident', { range: { kind: 'fixed', fromMs: 1000, toMs: 2000 }, incidentId: 'x/y' }],
  ])('comes back as it went: %s', (_, change) => {
    const state = { ...EMPTY, ...change };
    const entries = Object.entries(formatState(state)).filter((entry): entry is [string, string] => entry[1] !== null);

    expect(parseState(new URLSearchParams(new URLSearchParams(entries).toString()))).toEqual(state);
  });

  it.each([
    ['a range that runs backwards', 'from=2000&to=1000'],
    ['a range that is no numbers', 'from=a&to=b'],
    ['a range without end', 'from=1&to=Infinity'],
    ['a preset that is none', 'range=constructor'],
    ['labels that are no JSON', 'series={'],
    ['labels that are a list', 'series=[1]'],
    ['labels that are null', 'series=null'],
  ])('takes the default for %s', (_, search) => {
    expect(parseState(new URLSearchParams(search))).toEqual(EMPTY);
  });
});
