import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { telemetryDocs } from './docs.ts';
import { METRICS } from './table.ts';

describe('docs/telemetry.md', () => {
  it('is what the table says (after a change: node collector-processor/src/telemetry/write-docs.ts)', () => {
    expect(readFileSync(new URL('../../../docs/telemetry.md', import.meta.url), 'utf8')).toBe(telemetryDocs());
  });

  it('names every metric', () => {
    for (const name of Object.keys(METRICS)) expect(telemetryDocs()).toContain(`\`${name}\``);
  });
});
