import { fileURLToPath } from 'node:url';

const at = (path: string) => fileURLToPath(new URL(`../../../../${path}`, import.meta.url));

export const ROOT = at('.');
export const PROVISIONING = at('provisioning');
/** What a person may want to look at after a run: screenshots. */
export const ARTIFACTS = at('artifacts');

/** Builds take minutes: what they do is said past jest, at once. */
export const log = (line: string) => process.stderr.write(`peers: ${line}\n`);
