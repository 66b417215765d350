import React from 'react';
import { t } from '@grafana/i18n';
import { EmptyState } from '@grafana/ui';
import { useHost } from '../host';
import { LoadTrouble } from '../parts/LoadTrouble';
import { SourceSnippet } from '../parts/SourceSnippet';
import { BacktestEditor } from './BacktestEditor';
import { useStart } from './use-start';

/** *Watch a graph*: a graph's query, or a watch that is to change, tried on its history and then saved. */
export default function BacktestPage() {
  return useHost().canEdit ? (
    <FromStart />
  ) : (
    <EmptyState variant="call-to-action" message={t('try.editors', 'Editors watch graphs')}>
      {t(
        'try.editors-help',
        'Trying settings on a graph’s history asks a lot of Prometheus, so it needs the role Editor. Ask one for the watch.',
      )}
    </EmptyState>
  );
}

function FromStart() {
  const { start, error } = useStart();
  if (start === null) {
    return <LoadTrouble what={t('loads.to-watch', 'What is to be watched')} error={error} stale={false} />;
  }
  if (start.sources.length === 0) {
    return (
      <EmptyState variant="call-to-action" message={t('try.no-source', 'Tidemark knows no Prometheus yet')}>
        {t(
          'try.no-source-help',
          'Name one in tidemark.yaml, and restart Tidemark (the demo: npm run demo -- --prometheus URL); then any graph of it can be watched. No request can name an address: only the configuration can.',
        )}
        <SourceSnippet />
      </EmptyState>
    );
  }
  return <BacktestEditor key={start.key} start={start} />;
}
