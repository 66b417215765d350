import type { Summary } from './summarise.ts';

export interface Column {
  readonly key: keyof Summary;
  readonly title: string;
  /** What it says, for people who have not met it. */
  readonly meaning: string;
  readonly digits: number;
}

/** The measures in the order of the tables. */
export const COLUMNS: readonly Column[] = [
  {
    key: 'pooled_k7_f1',
    title: 'k7 F1',
    meaning: 'pooled over all points, competition adjustment with a delay of 7 points, at the limits as shipped',
    digits: 3,
  },
  {
    key: 'event_recall',
    title: 'event recall',
    meaning: 'events with an alarm among their first 8 points, at the limits as shipped',
    digits: 3,
  },
  {
    key: 'fa_per_series_day',
    title: 'FA/day',
    meaning: 'false alarm points a day on one series, at the limits as shipped',
    digits: 2,
  },
  {
    key: 'k7_event_f1',
    title: 'k7 event F1',
    meaning: 'EasyTSAD event F1 over the first 7 points of an event, log weights, best threshold of each series, mean',
    digits: 3,
  },
  { key: 'auc_pr', title: 'AUC-PR', meaning: 'average precision over points, mean', digits: 3 },
  { key: 'auc_roc', title: 'AUC-ROC', meaning: 'area under the ROC curve over points, mean', digits: 3 },
  {
    key: 'vus_pr',
    title: 'VUS-PR',
    meaning: 'average precision with soft label borders up to one period wide, mean',
    digits: 3,
  },
  { key: 'precision', title: 'precision', meaning: 'of points, at the limits as shipped, no adjustment', digits: 3 },
  { key: 'recall', title: 'recall', meaning: 'of points, at the limits as shipped, no adjustment', digits: 3 },
  { key: 'f1', title: 'F1', meaning: 'of points, at the limits as shipped, no adjustment', digits: 3 },
  {
    key: 'nab_standard',
    title: 'NAB std',
    meaning: 'Numenta Anomaly Benchmark, standard profile, one threshold for all files by its own rule',
    digits: 1,
  },
  { key: 'nab_low_fp', title: 'NAB low FP', meaning: 'the same, false positives cost double', digits: 1 },
  { key: 'nab_low_fn', title: 'NAB low FN', meaning: 'the same, misses cost double', digits: 1 },
  {
    key: 'us_per_point',
    title: 'µs/point',
    meaning: 'scoring (and learning, where it is online) one point, one thread',
    digits: 2,
  },
  { key: 'state_bytes', title: 'state B', meaning: 'bytes of learned state a series', digits: 0 },
  { key: 'train_s', title: 'train s', meaning: 'seconds of training, all series together', digits: 1 },
];

/** Columns that say something of this set. */
export const columnsOf = (summaries: Iterable<Summary>): Column[] => {
  const all = [...summaries];
  return COLUMNS.filter(({ key }) => all.some((summary) => summary[key] !== null));
};

export const cell = (value: number | null, digits: number): string => (value === null ? '–' : value.toFixed(digits));
