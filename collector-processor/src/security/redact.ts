/** Shorter pieces are words, not secrets. */
const SECRET_CHARACTERS = 6;

/**
 * Takes secrets out of text that somebody else wrote, who was sent them: a proxy that shows a request's headers, for one.
 *
 * @param values of headers; of `Bearer x` both the whole and x are taken out
 */
export function createRedactor(values: readonly string[]): (text: string) => string {
  const secrets = values
    .flatMap((value) => [value, ...value.split(/\s+/)])
    .filter(({ length }) => length >= SECRET_CHARACTERS)
    .sort((a, b) => b.length - a.length);
  return (text) => secrets.reduce((clean, secret) => clean.replaceAll(secret, '***'), text);
}
