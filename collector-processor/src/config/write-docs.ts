// Writes docs/configuration.md: node collector-processor/src/config/write-docs.ts
import { writeFile } from 'node:fs/promises';
import { asNode } from './describe-schema.ts';
import { configurationMarkdown } from './reference.ts';
import { configSchema } from './schema.ts';

await writeFile(
  new URL('../../../docs/configuration.md', import.meta.url),
  configurationMarkdown(asNode(configSchema)),
);
