export function findChromium(env?: NodeJS.ProcessEnv): string | null;
export function ensureChromium(log?: (line: string) => void): string;
