/** What is wrong with the address of a collector-processor, or null. */
export function urlProblem(text: string): string | null {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return 'This is not an address. It looks like http://localhost:4319.';
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return 'The address must begin with http:// or https://.';
  }
  if (url.pathname.startsWith('/api')) {
    return 'Leave the path out: /api/v1 is added.';
  }
  return url.port === '4318' ? 'Port 4318 takes telemetry in; the API is on 4319 by default.' : null;
}
