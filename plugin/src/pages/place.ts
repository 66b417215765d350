/** The pages of the app. In Grafana each is a path below the app's, in the workbench a parameter of the address. */
export const PAGES = ['incidents', 'explore', 'forecast', 'watches', 'backtest', 'settings'] as const;
export type PageId = (typeof PAGES)[number];

/** Where a person is in the app: all of it is in the address, so that a link shows the same to somebody else. */
export interface Place {
  readonly page: PageId;
  /** The one thing that the page is about: the incident of its id. */
  readonly id: string | null;
  readonly params: URLSearchParams;
}

/** What stands behind the app's own path (`incidents/42`), and what stands behind the question mark. */
export function parsePlace(path: string, params: URLSearchParams): Place {
  const [page = '', id = ''] = path.split('/').filter((part) => part !== '');
  return { page: isPage(page) ? page : 'incidents', id: id === '' ? null : decoded(id), params };
}

export function placePath({ page, id }: Pick<Place, 'page' | 'id'>): string {
  return id === null ? page : `${page}/${encodeURIComponent(id)}`;
}

/** `?a=b`, or nothing where there is nothing to say. */
export function placeSearch(params: URLSearchParams): string {
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}

/** A copy of the parameters with some changed; null takes one away. */
export function withParams(params: URLSearchParams, change: Readonly<Record<string, string | null>>): URLSearchParams {
  const changed = new URLSearchParams(params);
  for (const [name, value] of Object.entries(change)) {
    if (value === null) {
      changed.delete(name);
    } else {
      changed.set(name, value);
    }
  }
  return changed;
}

/** Parameters from nothing; null leaves one out. */
export function placeParams(values: Readonly<Record<string, string | null>>): URLSearchParams {
  return withParams(new URLSearchParams(), values);
}

function isPage(text: string): text is PageId {
  return (PAGES as readonly string[]).includes(text);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
