/** For tests: lines of access logs, a 503 of 21 Nov 2026, 11:59:05 UTC each. */
export const COMMON_LINE = '::1 - - [21/Nov/2026:11:59:05 +0000] "GET /cart/7 HTTP/1.1" 503 12';

/** Of Envoy, IIS and a load balancer. */
export const OTHER_LINES: readonly string[] = [
  '[2026-11-21T11:59:05.310Z] "GET /cart HTTP/2" 503 UF 154 0 226 100 "-" "-" "-" "-" "-"',
  '2026-11-21 11:59:05 10.0.0.4 GET /cart - 443 - 203.0.113.7 curl/8 - 503 0 0 15',
  'h2 2026-11-21T11:59:05.186641Z app/a/5 192.168.1.39:2817 - 0.0 0.1 0.0 503 - 3 3 "GET https://a:443/cart HTTP/2.0" "-"',
];
