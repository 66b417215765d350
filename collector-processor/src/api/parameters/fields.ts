import { RANGE_FIELDS, type RangeField } from '../contract/index.ts';
import { badParameter } from './bad-parameter.ts';

const DEFAULT_FIELDS: readonly RangeField[] = ['value', 'expected', 'lower', 'upper', 'score'];

/** @throws TidemarkError TLERR_BAD_PARAMETER */
export function parseFields(given: string | undefined): readonly RangeField[] {
  if (given === undefined) return DEFAULT_FIELDS;
  const names = given.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !(RANGE_FIELDS as readonly string[]).includes(name));
  if (unknown !== undefined) {
    const problem = unknown === '' ? 'empty in one place' : `unknown in one place ('${unknown}')`;
    throw badParameter('fields', given, problem, `comma-separated, of ${RANGE_FIELDS.join(', ')}`);
  }
  return [...new Set(names)] as RangeField[];
}
