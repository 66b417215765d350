import { useCallback, useEffect, useMemo, useState } from 'react';
import { config, locationService } from '@grafana/runtime';
import { APP_PATH } from '../extensions/configure';
import type { Destination } from '../pages/host';
import { parsePlace, placePath, placeSearch, withParams, type PageId, type Place } from '../pages/place';

/** Which of several Tidemarks; left out of addresses for the first one. */
const DATASOURCE_PARAM = 'ds';
/** The one that the app opens on. */
const FIRST_PAGE: PageId = 'incidents';

export interface GrafanaPlace {
  readonly place: Place;
  readonly datasourceUid: string | null;
  readonly go: (to: Destination, how?: { replace: boolean }) => void;
  readonly href: (to: Destination) => string;
  readonly chooseDatasource: (uid: string) => void;
}

/** The app's place in Grafana's address bar. */
export function useGrafanaPlace(): GrafanaPlace {
  const [address, setAddress] = useState(currentAddress);
  useEffect(() => locationService.getHistory().listen(() => setAddress(currentAddress())), []);
  useEffect(() => {
    // The app's own name in the navigation leads here; the page that it opens has an entry of its own.
    if (new RegExp(`${APP_PATH}/?$`).test(address.path)) {
      locationService.replace(`${APP_PATH}/${FIRST_PAGE}${address.search}`);
    }
  }, [address]);

  const { place, datasourceUid } = useMemo(() => {
    const { path, search } = address;
    const params = new URLSearchParams(search);
    const uid = params.get(DATASOURCE_PARAM);
    const below = path.includes(APP_PATH) ? path.slice(path.indexOf(APP_PATH) + APP_PATH.length) : '';
    return { place: parsePlace(below, withParams(params, { [DATASOURCE_PARAM]: null })), datasourceUid: uid };
  }, [address]);

  const path = useCallback(
    ({ page, id = null, params = new URLSearchParams() }: Destination) =>
      `${APP_PATH}/${placePath({ page, id })}${placeSearch(withParams(params, { [DATASOURCE_PARAM]: datasourceUid }))}`,
    [datasourceUid],
  );
  const go = useCallback<GrafanaPlace['go']>(
    (to, how) => (how?.replace === true ? locationService.replace(path(to)) : locationService.push(path(to))),
    [path],
  );
  const href = useCallback((to: Destination) => `${config.appSubUrl}${path(to)}`, [path]);
  const chooseDatasource = useCallback((uid: string) => locationService.partial({ [DATASOURCE_PARAM]: uid }), []);
  return { place, datasourceUid, go, href, chooseDatasource };
}

function currentAddress(): { path: string; search: string } {
  const { pathname, search } = locationService.getLocation();
  return { path: pathname, search };
}
