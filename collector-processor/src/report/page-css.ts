import { readFileSync } from 'node:fs';

/** How every page looks that is written as one file: light and dark, by what the reader prefers. */
export const pageCss = (): string => readFileSync(new URL('page.css', import.meta.url), 'utf8');
