import type { GraphFieldConfig } from '@grafana/schema';
import type { GraphOptions } from '../shared/graph/options';

/** What the panel keeps in a dashboard. */
export type PanelOptions = GraphOptions;

/** The field options that it shares with Grafana's Time series panel. */
export type PanelFieldConfig = GraphFieldConfig;
