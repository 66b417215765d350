const ANY = '*';

/** One segment (`{id}`, `:id`), the rest of a path (a last `*`), or this very text. */
const isOne = (segment: string): boolean => /^(?:\{[^{}]*\}|:.+)$/.test(segment);

/**
 * Finds the route of a path by templates, of which the first counts that fits: `/items/{id}`, `/items/:id`, `/static/*`.
 * '' where none fits, so that no path ever becomes a label that nobody wrote.
 *
 * @example createPathRoutes(['/items/{id}'])('/items/7') // '/items/{id}'
 */
export function createPathRoutes(templates: readonly string[]): (path: string) => string {
  const compiled = templates.map((template) => ({ template, segments: segmentsOf(template) }));
  return (path) => {
    if (path === '' || compiled.length === 0) return '';
    const segments = segmentsOf(path);
    return compiled.find(({ segments: wanted }) => fits(wanted, segments))?.template ?? '';
  };
}

/** A slash at the end makes no difference. */
const segmentsOf = (path: string): string[] => path.replace(/\/$/, '').split('/');

function fits(wanted: readonly string[], given: readonly string[]): boolean {
  const isOpen = wanted.at(-1) === ANY;
  const count = isOpen ? wanted.length - 1 : wanted.length;
  if (isOpen ? given.length < count : given.length !== count) return false;
  for (let i = 0; i < count; i++) {
    const segment = wanted[i]!;
    if (isOne(segment) ? given[i] === '' : segment !== given[i]) return false;
  }
  return true;
}
