import { formattedValueToString, getValueFormat } from '@grafana/data';
import { grafanaUnit } from '../frames/units';

/** A value with its unit, as the graph's axis writes it. */
export function valueText(value: number, unit: string): string {
  return formattedValueToString(getValueFormat(grafanaUnit(unit))(value));
}
