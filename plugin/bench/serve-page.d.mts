export function servePage(): Promise<{ readonly url: string; stop(): Promise<unknown> }>;
