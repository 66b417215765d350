import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { errorsMarkdown } from './markdown.ts';
import { ERRORS, type ErrorCode, type ErrorEntry } from './registry.ts';
import { TidemarkError } from './tidemark-error.ts';

const entries: readonly (readonly [string, ErrorEntry])[] = Object.entries(ERRORS);

describe('the error registry', () => {
  it('is what docs/errors.md shows (node collector-processor/src/errors/write-docs.ts writes it)', async () => {
    const page = await readFile(new URL('../../../docs/errors.md', import.meta.url), 'utf8');
    expect(page).toBe(errorsMarkdown(ERRORS));
  });

  it.each(entries)('%s says what happened and what to do', (code, entry) => {
    expect(code).toMatch(/^TLERR_[A-Z]+(_[A-Z]+)*$/);
    expect(entry.text.length).toBeGreaterThan(0);
    expect(entry.help).toMatch(/\w{3,}/);
  });

  it.each(entries.filter(([, entry]) => entry.status !== undefined))('%s has an HTTP error status', (_code, entry) => {
    expect(entry.status).toBeGreaterThanOrEqual(400);
    expect(entry.status).toBeLessThan(600);
  });

  it.each(entries.filter(([, entry]) => entry.exitCode !== undefined))(
    '%s has an exit code a shell knows',
    (_code, entry) => {
      // 126 and above are the shell's own words; 128 + 2 is what it says of SIGINT.
      expect([...Array.from({ length: 125 }, (_, i) => i + 1), 130]).toContain(entry.exitCode);
    },
  );
});

describe('TidemarkError', () => {
  it('fills in the details and carries help, status and exit code', () => {
    const error = new TidemarkError('TLERR_CONFIG_UNREADABLE', { file: 'a.yaml', reason: 'no such file' });

    expect(error.message).toBe("The configuration 'a.yaml' cannot be read: no such file");
    expect(error.code satisfies ErrorCode).toBe('TLERR_CONFIG_UNREADABLE');
    expect(error.help).toContain('--config');
    expect(error.exitCode).toBe(2);
    expect(error.status).toBe(500);
  });

  it('shows a placeholder without a detail instead of hiding it', () => {
    expect(new TidemarkError('TLERR_NOT_FOUND').message).toBe('{what} not found');
  });

  it('keeps the cause', () => {
    const cause = new Error('inner');
    expect(new TidemarkError('TLERR_UNEXPECTED', { reason: 'x' }, { cause }).cause).toBe(cause);
  });
});
