// Writes docs/errors.md: node collector-processor/src/errors/write-docs.ts
import { writeFile } from 'node:fs/promises';
import { errorsMarkdown } from './markdown.ts';
import { ERRORS } from './registry.ts';

await writeFile(new URL('../../../docs/errors.md', import.meta.url), errorsMarkdown(ERRORS));
