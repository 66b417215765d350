import type { GraphOptions } from '../shared/graph/options';

/** What the panel keeps in a dashboard. */
export type PanelOptions = GraphOptions;
