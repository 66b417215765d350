import { describe, expect, it } from '@jest/globals';
import { addOverlay, overlayTarget, type DashboardJson, type PanelJson } from './overlay-edit';

const PROM = { type: 'prometheus', uid: 'prom' };
const QUERY = { datasourceUid: 'tm', watch: 'orders' };

const graph = (change: Partial<PanelJson> = {}): PanelJson => ({
  ...{ id: 7, type: 'timeseries', title: 'Orders', datasource: PROM, fieldConfig: { defaults: { unit: 'reqps' } } },
  targets: [{ refId: 'A', expr: 'up' }],
  ...change,
});

function panelOf(edit: ReturnType<typeof addOverlay>): PanelJson | undefined {
  return edit.status === 'edited' ? (edit.dashboard.panels ?? [])[0] : undefined;
}

describe('addOverlay', () => {
  it('adds one query, and keeps everything else', () => {
    const edit = addOverlay({ title: 'Shop', version: 3, panels: [graph()] }, 7, QUERY);

    expect(edit).toEqual({
      status: 'edited',
      dashboard: {
        ...{ title: 'Shop', version: 3 },
        panels: [
          graph({
            datasource: { type: 'datasource', uid: '-- Mixed --' },
            targets: [{ refId: 'A', expr: 'up', datasource: PROM }, overlayTarget(QUERY, 'B')],
          }),
        ],
      },
    });
  });

  it('leaves the dashboard that it was given alone', () => {
    const dashboard: DashboardJson = { panels: [graph()] };
    const before: unknown = JSON.parse(JSON.stringify(dashboard));
    addOverlay(dashboard, 7, QUERY);
    expect(dashboard).toEqual(before);
  });

  it("keeps each query's own datasource in a panel that is mixed already", () => {
    const loki = { type: 'loki', uid: 'loki' };
    const panel = graph({
      datasource: { type: 'datasource', uid: '-- Mixed --' },
      targets: [
        { refId: 'A', datasource: PROM },
        { refId: 'C', datasource: loki },
      ],
    });
    expect(panelOf(addOverlay({ panels: [panel] }, 7, QUERY))?.targets).toEqual([
      { refId: 'A', datasource: PROM },
      { refId: 'C', datasource: loki },
      overlayTarget(QUERY, 'B'),
    ]);
  });

  it('finds a panel in a collapsed row', () => {
    const row: PanelJson = { id: 1, type: 'row', panels: [graph({ id: 8 }), graph()] };
    const edit = addOverlay({ panels: [row] }, 7, QUERY);
    expect(panelOf(edit)?.panels?.map(({ targets }) => targets?.length)).toEqual([1, 2]);
  });

  it('goes on after Z', () => {
    const targets = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((refId) => ({ refId }));
    expect(panelOf(addOverlay({ panels: [graph({ targets })] }, 7, QUERY))?.targets?.at(-1)?.refId).toBe('A1');
  });

  it.each<[string, PanelJson, object]>([
    ['which has these bands', graph({ targets: [overlayTarget(QUERY, 'B')] }), { status: 'present' }],
    ['which is not there', graph({ id: 99 }), { status: 'no_panel' }],
    ['of the library', graph({ libraryPanel: { name: 'Orders' } }), { status: 'library_panel', name: 'Orders' }],
    ['that draws no lines', graph({ type: 'stat' }), { status: 'other_type', type: 'stat' }],
  ])('does nothing to a panel %s', (_, panel, expected) => {
    expect(addOverlay({ panels: [panel] }, 7, QUERY)).toEqual(expected);
  });

  it('adds the bands of a second watch', () => {
    const panel = graph({ targets: [overlayTarget({ ...QUERY, watch: 'errors' }, 'A')] });
    expect(addOverlay({ panels: [panel] }, 7, QUERY).status).toBe('edited');
  });
});
