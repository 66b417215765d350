import { writeFileSync } from 'node:fs';
import { telemetryDocs } from './docs.ts';

// Run by hand after a change of the table: node collector-processor/src/telemetry/write-docs.ts
writeFileSync(new URL('../../../docs/telemetry.md', import.meta.url), telemetryDocs());
