/** What a reader can switch on and off; each is drawn only when its data is there. */
export interface GraphOptions {
  readonly showBand: boolean;
  readonly showTypical: boolean;
  readonly showExpected: boolean;
  readonly showForecast: boolean;
  readonly showIncidents: boolean;
  readonly showLegend: boolean;
}

export const DEFAULT_GRAPH_OPTIONS: GraphOptions = {
  showBand: true,
  showTypical: true,
  showExpected: true,
  showForecast: true,
  showIncidents: true,
  showLegend: true,
};

/** With more series than this, bands and expectations are drawn only for the one that is picked in the legend. */
export const GROUPS_WITH_BANDS = 3;
