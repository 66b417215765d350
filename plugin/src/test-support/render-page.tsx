import React, { useMemo, useState } from 'react';
import { act, configure, render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { AppPages } from '../pages/AppPages';
import { HostProvider, type Destination, type GrafanaHost, type Host } from '../pages/host';
import type { PanelTime } from '../grafana/panel-address';
import { parsePlace, placePath, placeSearch } from '../pages/place';
import { fakeApi } from './fake-api';

// Pages come in pieces that are fetched when they are opened; on a busy machine that is slower than a second.
const PATIENCE_MS = 20_000;
configure({ asyncUtilTimeout: PATIENCE_MS });
jest.setTimeout(3 * PATIENCE_MS);

interface Options {
  readonly api?: ReturnType<typeof fakeApi>;
  readonly canEdit?: boolean;
  readonly grafana?: GrafanaHost | null;
}

/** Opens the pages at an address (`incidents?status=open`) on a host whose address bar is a variable. */
export function renderPage(address: string, options: Options = {}) {
  return renderAt(address, <AppPages />, options);
}

/** Shows one part of a page, on such a host. */
export function renderPart(part: React.ReactElement, options: Options = {}) {
  return renderAt('', part, options);
}

async function renderAt(
  address: string,
  shown: React.ReactElement,
  { api = fakeApi(), canEdit = true, grafana = null }: Options,
) {
  const visited: string[] = [];
  function Hosted() {
    const [at, setAt] = useState(address);
    const place = useMemo(() => placeOf(at), [at]);
    const go = (to: Destination) => {
      visited.push(addressOf(to));
      setAt(addressOf(to));
    };
    const host: Host = { api, place, go, href: addressOf, timeZone: 'utc', userName: 'ada', canEdit, grafana };
    return <HostProvider value={host}>{shown}</HostProvider>;
  }
  const { container, unmount } = await act(async () => render(<Hosted />));
  return { api, visited, user: userEvent.setup(), container, unmount };
}

/** A Grafana that does what it is asked, and remembers. */
export function fakeGrafana(change: Partial<GrafanaHost> = {}) {
  return {
    isAdmin: false,
    datasource: { uid: 'tm', name: 'Tidemark', settingsHref: '/settings' },
    prometheusUid: 'prom' as string | null,
    saveOverlay: jest.fn<ReturnType<GrafanaHost['saveOverlay']>, Parameters<GrafanaHost['saveOverlay']>>(async () => ({
      status: 'saved',
    })),
    createAlertRule: jest.fn<ReturnType<GrafanaHost['createAlertRule']>, Parameters<GrafanaHost['createAlertRule']>>(
      async () => ({ status: 'created', uid: 'rule' }),
    ),
    panelHref: ({ panel }: PanelTime) => `/d/${panel.dashboard}?viewPanel=${panel.id}`,
    readNotes: jest.fn<ReturnType<GrafanaHost['readNotes']>, Parameters<GrafanaHost['readNotes']>>(async () => ({
      ...{ status: 'read', notes: [] },
    })),
    dashboardHref: (uid: string) => `/d/${uid}`,
    openDashboard: jest.fn<void, Parameters<GrafanaHost['openDashboard']>>(),
    openAlertRule: jest.fn<void, [string]>(),
    ...change,
  };
}

function placeOf(address: string) {
  const [path, search = ''] = address.split('?');
  return parsePlace(path, new URLSearchParams(search));
}

function addressOf({ page, id = null, params = new URLSearchParams() }: Destination): string {
  return `${placePath({ page, id })}${placeSearch(params)}`;
}
