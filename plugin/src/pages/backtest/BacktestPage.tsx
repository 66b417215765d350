import React from 'react';
import { EmptyState } from '@grafana/ui';
import { useHost } from '../host';
import { LoadTrouble } from '../parts/LoadTrouble';
import { BacktestEditor } from './BacktestEditor';
import { useStart } from './use-start';

/** *Watch a graph*: a graph's query, or a watch that is to change, tried on its history and then saved. */
export default function BacktestPage() {
  return useHost().canEdit ? (
    <FromStart />
  ) : (
    <EmptyState variant="call-to-action" message="Editors watch graphs">
      Trying settings on a graph’s history asks a lot of Prometheus, so it needs the role Editor. Ask one for the watch.
    </EmptyState>
  );
}

function FromStart() {
  const { start, error } = useStart();
  if (start === null) {
    return <LoadTrouble what="What is to be watched" error={error} stale={false} />;
  }
  if (start.sources.length === 0) {
    return (
      <EmptyState variant="call-to-action" message="Tidemark knows no Prometheus yet">
        Name one in tidemark.yaml, under sources (docs/prometheus.md), and restart Tidemark; then any graph of it can be
        watched. No request can name an address: only the configuration can.
      </EmptyState>
    );
  }
  return <BacktestEditor key={start.key} start={start} />;
}
