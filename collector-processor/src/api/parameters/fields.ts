import { RANGE_FIELDS, type RangeField } from '../contract/index.ts';
import { parseWords } from './words.ts';

const DEFAULT_FIELDS: readonly RangeField[] = ['value', 'expected', 'lower', 'upper', 'score'];

/** @throws TidemarkError TLERR_BAD_PARAMETER */
export function parseFields(given: string | undefined): readonly RangeField[] {
  return given === undefined ? DEFAULT_FIELDS : parseWords('fields', given, RANGE_FIELDS);
}
