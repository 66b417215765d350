import { formattedValueToString, getValueFormat } from '@grafana/data';
import { grafanaUnit } from '../frames/units';
import { decimalMark } from '../i18n/language';

/** A value with its unit, in a sentence: as the graph's axis writes it, with the decimal mark of the sentence's language. */
export function valueText(value: number, unit: string): string {
  const { text, ...around } = getValueFormat(grafanaUnit(unit))(value);
  return formattedValueToString({ ...around, text: text.replace('.', decimalMark()) });
}
