import type { TidemarkError } from '../errors/tidemark-error.ts';
import type { Trouble } from './contract/index.ts';

/** What went wrong elsewhere, and when, as the contract has it. */
export function troubleOf(told: { readonly error: TidemarkError; readonly atMs: number } | null): Trouble | null {
  if (told === null) return null;
  const { code, message, help, details } = told.error;
  return { code, message, help, details, atMs: told.atMs };
}
