import { t } from '@grafana/i18n';
import { RAW } from '../i18n/raw';
import type { PointRow } from '../view/point-model';

/** Why a step is judged as it is, in a few words; null where there is nothing to explain. */
export function whyText(row: PointRow, format: (value: number) => string): string | null {
  const { state, value, expected, lower, upper } = row;
  switch (state) {
    case 'absent':
      return expected === null
        ? null
        : t('graph.why.absent', 'nothing came where {{expected}} were expected', {
            ...RAW,
            expected: format(expected),
          });
    case 'learning':
      return t('graph.why.learning', 'too little history to alarm yet');
    case 'held':
      return t('graph.why.held', 'kept out of learning until the incident ends');
    case 'anomalous':
      if (value !== null && upper !== null && value > upper) {
        return t('graph.why.above', '{{distance}} above the upper limit', { ...RAW, distance: format(value - upper) });
      }
      return value !== null && lower !== null && value < lower
        ? t('graph.why.below', '{{distance}} below the lower limit', { ...RAW, distance: format(lower - value) })
        : null;
    default:
      return null;
  }
}

export function stateText(state: PointRow['state']): string | null {
  switch (state) {
    case 'forecast':
      return t('graph.state.forecast', 'forecast');
    case 'absent':
      return t('graph.state.absent', 'no data');
    case 'learning':
      return t('graph.state.learning', 'learning: no alarms yet');
    case 'anomalous':
      return t('graph.state.anomalous', 'outside the limits');
    case 'held':
      return t('graph.state.held', 'within the limits, incident still open');
    case 'normal':
      return t('graph.state.normal', 'within the limits');
    case 'unjudged':
      return null;
  }
}
