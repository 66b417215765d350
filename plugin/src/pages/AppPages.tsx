import React, { lazy, Suspense } from 'react';
import { t } from '@grafana/i18n';
import { ErrorBoundaryAlert, LoadingPlaceholder } from '@grafana/ui';
import { useHost } from './host';
import type { PageId } from './place';

/** Fetched when they are opened. */
const COMPONENTS: Readonly<Record<PageId, React.ComponentType>> = {
  incidents: lazy(() => import('./inbox/IncidentsPages')),
  explore: lazy(() => import('./explore/ExplorePage')),
  forecast: lazy(() => import('./forecast/ForecastPage')),
  watches: lazy(() => import('./watches/WatchesPage')),
  backtest: lazy(() => import('./backtest/BacktestPage')),
  settings: lazy(() => import('./settings/SettingsPage')),
};

/** The page of the place where we are; one that fails leaves the others usable. */
export function AppPages() {
  const { page } = useHost().place;
  const Page = COMPONENTS[page];
  return (
    <ErrorBoundaryAlert
      key={page}
      title={t('loads.crashed', 'This page failed. Reload it; the other pages are not affected.')}
      boundaryName={`tidemark-${page}`}
    >
      <Suspense fallback={<LoadingPlaceholder text={t('loads.loading', 'Loading…')} />}>
        <Page />
      </Suspense>
    </ErrorBoundaryAlert>
  );
}
