import { t } from '@grafana/i18n';
import type { PageId } from './place';

const TITLES: Readonly<Record<PageId, () => string>> = {
  incidents: () => t('page.incidents', 'Incidents'),
  explore: () => t('page.explore', 'Explore'),
  forecast: () => t('page.forecast', 'Forecast'),
  watches: () => t('page.watches', 'Watches'),
  backtest: () => t('page.backtest', 'Watch a graph'),
  settings: () => t('page.settings', 'Settings'),
};

/** What a page is called; Grafana's navigation has the names of plugin.json, which are in one language. */
export function pageTitle(page: PageId): string {
  return TITLES[page]();
}
