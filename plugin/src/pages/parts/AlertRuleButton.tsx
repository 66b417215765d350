import React, { useState } from 'react';
import { t } from '@grafana/i18n';
import { Button, Text } from '@grafana/ui';
import type { Watch } from '../../shared/api/contract';
import type { PanelRef } from '../../grafana/save-overlay';
import { useHost } from '../host';

interface Props {
  readonly watch: Pick<Watch, 'name' | 'stepMs'>;
  /** The graph that the alert links to. */
  readonly panel: PanelRef | null;
  /** Where the derived metrics are likeliest; empty where nobody knows. */
  readonly prometheusUid: string;
  /** As the buttons beside it. */
  readonly size?: 'sm' | 'md';
}

/** Makes the alert rule of a watch and opens Grafana's own editor on it. Nothing in the workbench, which has no alerts. */
export function AlertRuleButton({ watch, panel, prometheusUid, size = 'md' }: Props) {
  const { grafana } = useHost();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  if (grafana === null) {
    return null;
  }
  const create = async () => {
    setBusy(true);
    setError(null);
    const request = { watch: watch.name, stepMs: watch.stepMs, panel, likelyPrometheusUid: prometheusUid };
    const outcome = await grafana.createAlertRule(request);
    setBusy(false);
    if (outcome.status === 'failed') {
      setError(outcome.message);
    } else {
      grafana.openAlertRule(outcome.uid);
    }
  };
  return (
    <>
      <Button size={size} variant="secondary" icon="bell" disabled={busy} onClick={create}>
        {busy ? t('rule.making', 'Making the rule…') : t('rule.create', 'Create alert rule')}
      </Button>
      {error !== null && <Text color="error">{error}</Text>}
    </>
  );
}
