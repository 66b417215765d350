import { DEFAULT_GRAPH_OPTIONS } from '../shared/graph/options';
import type { PanelOptions } from './types';

/** A dashboard may hold only part of the options: those it was saved with, or none when it was written by hand. */
export function withDefaults(options: Partial<PanelOptions>): PanelOptions {
  return {
    ...DEFAULT_GRAPH_OPTIONS,
    ...options,
    legend: { ...DEFAULT_GRAPH_OPTIONS.legend, ...options.legend },
    tooltip: { ...DEFAULT_GRAPH_OPTIONS.tooltip, ...options.tooltip },
  };
}
