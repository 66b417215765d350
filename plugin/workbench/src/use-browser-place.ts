import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Destination } from '../../src/pages/host';
import { parsePlace, placePath, placeSearch, withParams, type Place } from '../../src/pages/place';

/** The page is a parameter here: the collector-processor serves one file, at `/`. */
const PAGE_PARAM = 'page';
const FIRST_PAGE = 'explore';

/** The place in the browser's own address bar; back and forward work. */
export function useBrowserPlace(): {
  readonly place: Place;
  readonly go: (to: Destination, how?: { replace: boolean }) => void;
  readonly href: (to: Destination) => string;
} {
  const [search, setSearch] = useState(() => window.location.search);
  useEffect(() => {
    const follow = () => setSearch(window.location.search);
    window.addEventListener('popstate', follow);
    return () => window.removeEventListener('popstate', follow);
  }, []);

  const place = useMemo(() => {
    const params = new URLSearchParams(search);
    return parsePlace(params.get(PAGE_PARAM) ?? FIRST_PAGE, withParams(params, { [PAGE_PARAM]: null }));
  }, [search]);

  const go = useCallback((to: Destination, how?: { replace: boolean }) => {
    const next = address(to);
    if (how?.replace === true) {
      window.history.replaceState(null, '', next);
    } else {
      window.history.pushState(null, '', next);
    }
    setSearch(window.location.search);
  }, []);
  return { place, go, href: address };
}

function address({ page, id = null, params = new URLSearchParams() }: Destination): string {
  const path = placePath({ page, id });
  return placeSearch(withParams(params, { [PAGE_PARAM]: path === FIRST_PAGE ? null : path })) || '?';
}
