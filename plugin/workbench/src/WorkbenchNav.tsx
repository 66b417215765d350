import React from 'react';
import { Tab, TabsBar } from '@grafana/ui';
import { useHost } from '../../src/pages/host';
import type { PageId } from '../../src/pages/place';

const TABS: ReadonlyArray<{ readonly page: PageId; readonly label: string }> = [
  { page: 'explore', label: 'Live' },
  { page: 'incidents', label: 'Incidents' },
  { page: 'forecast', label: 'Forecast' },
  { page: 'watches', label: 'Watches' },
  { page: 'backtest', label: 'Watch a graph' },
  { page: 'settings', label: 'Settings' },
];

/** What Grafana's navigation is for the app. */
export function WorkbenchNav() {
  const { place, go, href } = useHost();
  return (
    <TabsBar>
      {TABS.map(({ page, label }) => (
        <Tab
          key={page}
          label={label}
          href={href({ page })}
          active={place.page === page}
          onChangeTab={(event) => {
            event.preventDefault();
            go({ page });
          }}
        />
      ))}
    </TabsBar>
  );
}
