/** The base address of a server; IPv6 addresses in brackets. */
export const urlOf = (host: string, port: number, isSecure = false): string =>
  `http${isSecure ? 's' : ''}://${host.includes(':') ? `[${host}]` : host}:${port}`;
