/** Bounds of every listener, whatever it speaks. */

/** Of a request's line and headers together, bytes. Of an HTTP/2 sender that does not heed it nghttp2 takes up to 64 KiB. */
export const MAX_HEADER_BYTES = 16 * 2 ** 10;
/** Connections open at once; further ones are closed as they come. */
export const MAX_CONNECTIONS = 2_000;
/** A sender that begins a TLS handshake ends it in this time. */
export const HANDSHAKE_TIMEOUT_MS = 10_000;
