import {
  LegendDisplayMode,
  SortOrder,
  TooltipDisplayMode,
  type VizLegendOptions,
  type VizTooltipOptions,
} from '@grafana/schema';

/** What a reader can switch on and off; each is drawn only when its data is there. */
export interface GraphOptions {
  readonly showBand: boolean;
  readonly showTypical: boolean;
  readonly showExpected: boolean;
  readonly showForecast: boolean;
  readonly showIncidents: boolean;
  /** Hatched: spans that were held out of learning. */
  readonly showHeld: boolean;
  /** The strip under the graph: how severe, and where it was still learning. */
  readonly showSeverity: boolean;
  /** Of the shape that Grafana's Time series panel keeps, so that switching between the two keeps it. */
  readonly legend: VizLegendOptions;
  readonly tooltip: VizTooltipOptions;
}

export const DEFAULT_GRAPH_OPTIONS: GraphOptions = {
  showBand: true,
  showTypical: true,
  showExpected: true,
  showForecast: true,
  showIncidents: true,
  showHeld: true,
  showSeverity: true,
  legend: { showLegend: true, displayMode: LegendDisplayMode.List, placement: 'bottom', calcs: [] },
  tooltip: { mode: TooltipDisplayMode.Multi, sort: SortOrder.None },
};

/** With more series than this, bands and expectations are drawn only for the worst of those that are anomalous. */
export const GROUPS_WITH_BANDS = 3;
/** Series drawn at most: past it, lines cover each other and the browser labours; the anomalous ones come first. */
export const MAX_GROUPS = 100;
