/** The parts of a dashboard's JSON (the classic one) that are read or changed; everything else is kept as it is. */
export interface DashboardJson {
  readonly panels?: readonly PanelJson[];
  readonly [key: string]: unknown;
}

export interface PanelJson {
  readonly id?: number;
  readonly type?: string;
  readonly title?: string;
  readonly datasource?: DatasourceRef | string | null;
  readonly targets?: readonly TargetJson[];
  readonly libraryPanel?: { readonly name?: string };
  /** Of a collapsed row: the panels in it. */
  readonly panels?: readonly PanelJson[];
  readonly [key: string]: unknown;
}

interface DatasourceRef {
  readonly type?: string;
  readonly uid?: string;
}

export interface TargetJson {
  readonly refId?: string;
  readonly datasource?: DatasourceRef | string | null;
  readonly watch?: unknown;
  readonly [key: string]: unknown;
}

export interface OverlayQuery {
  readonly datasourceUid: string;
  readonly watch: string;
}

export type OverlayEdit =
  | { readonly status: 'edited'; readonly dashboard: DashboardJson }
  /** The panel has this watch's bands already. */
  | { readonly status: 'present' }
  /** Repeated panels and those that were never saved have ids that the saved dashboard does not know. */
  | { readonly status: 'no_panel' }
  | { readonly status: 'library_panel'; readonly name: string }
  /** Bands are lines with a fill between them: only graphs over time draw them. */
  | { readonly status: 'other_type'; readonly type: string };

export const TIDEMARK_TYPE = 'tidemark-anomaly-datasource';
const DRAWS_BANDS = new Set(['timeseries', 'graph', 'tidemark-anomaly-panel']);
const MIXED: DatasourceRef = { type: 'datasource', uid: '-- Mixed --' };

/** The query that draws a watch's bands beside the panel's own. */
export function overlayTarget({ datasourceUid, watch }: OverlayQuery, refId: string): TargetJson {
  return {
    refId,
    datasource: { type: TIDEMARK_TYPE, uid: datasourceUid },
    ...{ kind: 'bands', watch, match: '', bands: 'both' },
    // The panel draws the value already.
    ...{ showValue: false, showForecast: true },
  };
}

/** Adds a watch's bands to one panel of a dashboard. Pure: the dashboard given is left as it is. */
export function addOverlay(dashboard: DashboardJson, panelId: number, query: OverlayQuery): OverlayEdit {
  const panel = allPanels(dashboard.panels ?? []).find(({ id }) => id === panelId);
  if (panel === undefined) {
    return { status: 'no_panel' };
  }
  if (panel.libraryPanel !== undefined) {
    return { status: 'library_panel', name: panel.libraryPanel.name ?? '' };
  }
  if (!DRAWS_BANDS.has(panel.type ?? '')) {
    return { status: 'other_type', type: panel.type ?? '' };
  }
  const targets = panel.targets ?? [];
  const ours = ({ datasource, watch }: TargetJson) =>
    typeof datasource === 'object' && datasource?.type === TIDEMARK_TYPE && watch === query.watch;
  if (targets.some(ours)) {
    return { status: 'present' };
  }
  const changed: PanelJson = {
    ...panel,
    datasource: MIXED,
    targets: [
      // What was the panel's datasource must now be said of each query.
      ...targets.map((target) => ({ ...target, datasource: target.datasource ?? panel.datasource ?? null })),
      overlayTarget(query, freeRefId(targets)),
    ],
  };
  return {
    status: 'edited',
    dashboard: { ...dashboard, panels: replaced(dashboard.panels ?? [], panel, changed) },
  };
}

function allPanels(panels: readonly PanelJson[]): PanelJson[] {
  return panels.flatMap((panel) => [panel, ...allPanels(panel.panels ?? [])]);
}

function replaced(panels: readonly PanelJson[], old: PanelJson, changed: PanelJson): PanelJson[] {
  return panels.map((panel) => {
    if (panel === old) {
      return changed;
    }
    return panel.panels === undefined ? panel : { ...panel, panels: replaced(panel.panels, old, changed) };
  });
}

/** The first letter that no query has: A, B … Z, then A1, B1 … */
function freeRefId(targets: readonly TargetJson[]): string {
  const taken = new Set(targets.map(({ refId }) => refId));
  for (let round = 0; ; round += 1) {
    for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') {
      const refId = round === 0 ? letter : `${letter}${round}`;
      if (!taken.has(refId)) {
        return refId;
      }
    }
  }
}
