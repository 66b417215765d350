import React, { useState } from 'react';
import { t } from '@grafana/i18n';
import { Alert, Button, ClipboardButton, Stack, Text } from '@grafana/ui';
import { RAW } from '../../shared/i18n/raw';
import type { WatchDetail } from '../../shared/api/contract';
import type { GraphToWatch } from '../graph-to-watch';
import { useHost } from '../host';
import { AlertRuleButton } from '../parts/AlertRuleButton';
import { PlaceButton } from '../parts/PlaceLink';
import { placeParams } from '../place';
import { afterHistory } from './after-history';

interface Props {
  readonly detail: WatchDetail;
  readonly graph: GraphToWatch | null;
}

interface ByHand {
  readonly reason: string;
  readonly json: string;
}

/** The watch is saved: what to do with it. */
export function AfterSaving({ detail, graph }: Props) {
  const { api, grafana } = useHost();
  const { watch, config, yaml } = detail;
  const [doing, setDoing] = useState<string | null>(null);
  const [byHand, setByHand] = useState<ByHand | null>(null);
  const [error, setError] = useState<string | null>(null);
  const panel = graph?.panel ?? null;

  const overlay = async () => {
    if (grafana === null || panel === null) {
      return;
    }
    setDoing(t('saved.saving', 'Saving the dashboard…'));
    setError(null);
    const outcome = await grafana.saveOverlay(panel, watch.name);
    if (outcome.status === 'saved' || outcome.status === 'present') {
      setDoing(t('saved.learning', 'Learning its history…'));
      // The overlay is there in any case; without this its first picture would be empty.
      await afterHistory(api, watch.name).catch(() => undefined);
    }
    setDoing(null);
    switch (outcome.status) {
      case 'saved':
      case 'present':
        return grafana.openDashboard(panel);
      case 'by_hand':
        return setByHand(outcome);
      case 'failed':
        return setError(outcome.message);
    }
  };

  return (
    <Alert
      severity="success"
      title={t('saved.title', '“{{watch}}” is watched from now on', { ...RAW, watch: watch.name })}
    >
      <Stack direction="column" gap={1.5}>
        <Text>{t('saved.soon', 'Its history is being learned; the bands are there in a moment.')}</Text>
        <Stack gap={1} wrap="wrap">
          {grafana !== null && panel !== null && (
            <Button icon="layer-group" disabled={doing !== null} onClick={overlay}>
              {doing ?? t('saved.overlay', 'Overlay on this panel')}
            </Button>
          )}
          <AlertRuleButton watch={watch} panel={panel} prometheusUid={graph?.queries[0].datasourceUid ?? ''} />
          <ClipboardButton variant="secondary" icon="copy" getText={() => JSON.stringify(config, null, 2)}>
            {t('saved.json', 'Copy as JSON')}
          </ClipboardButton>
          {yaml !== null && (
            <ClipboardButton variant="secondary" icon="copy" getText={() => yaml}>
              {t('saved.yaml', 'Copy as YAML')}
            </ClipboardButton>
          )}
          <PlaceButton
            to={{ page: 'explore', params: placeParams({ watch: watch.name, range: '7d' }) }}
            variant="secondary"
            icon="compass"
          >
            {t('facts.explore', 'Explore')}
          </PlaceButton>
        </Stack>
        {error !== null && <Text color="error">{error}</Text>}
        {byHand !== null && (
          <Stack direction="column" gap={1} alignItems="flex-start">
            <Text>
              {byHand.reason}{' '}
              {t(
                'saved.by-hand',
                'Add this to the panel’s queries (Inspect, Panel JSON, targets), with “-- Mixed --” as its datasource:',
              )}
            </Text>
            <pre>{byHand.json}</pre>
            <ClipboardButton size="sm" variant="secondary" icon="copy" getText={() => byHand.json}>
              {t('saved.copy-query', 'Copy the query')}
            </ClipboardButton>
          </Stack>
        )}
      </Stack>
    </Alert>
  );
}
