type Replace = (
  text: string,
  format: (value: unknown, variable: { multi?: boolean; includeAll?: boolean }) => string,
) => string;

/**
 * Fills variables into matchers. A variable that can hold several values becomes a regular expression's alternatives
 * (for `=~` and `!~`); a single value is only escaped for the quotes it stands in.
 */
export function interpolateMatch(match: string, replace: Replace): string {
  return replace(match, (value, variable) => {
    if (Array.isArray(value)) {
      const alternatives = value.map((one) => quoted(regexEscaped(String(one))));
      return alternatives.length === 1 ? alternatives[0] : `(${alternatives.join('|')})`;
    }
    return quoted(variable.multi || variable.includeAll ? regexEscaped(String(value)) : String(value));
  });
}

export function regexEscaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

export function quoted(text: string): string {
  return text.replace(/\\/g, '\\\\').replace(/"/g, '\\"');
}
