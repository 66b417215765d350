import type { Labels } from '../../series/types.ts';

/** Whether a sample is asked for: its metric as Prometheus names it, its series' own labels. */
export type SampleMatch = (metric: string, labels: Labels, watch: string) => boolean;
