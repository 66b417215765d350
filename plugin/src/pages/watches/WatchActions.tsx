import React, { useState } from 'react';
import { Alert, Button, ClipboardButton, ConfirmModal, Dropdown, Menu, Stack } from '@grafana/ui';
import type { WatchDetail } from '../../shared/api/contract';
import { errorSentence } from '../../shared/api/errors';
import { useHost } from '../host';
import { AlertRuleButton } from '../parts/AlertRuleButton';
import { PlaceButton } from '../parts/PlaceLink';
import { placeParams } from '../place';

interface Props {
  readonly detail: WatchDetail;
  readonly onChanged: () => void;
}

/** How long a watch may be silenced; undefined: until somebody lifts it. */
const MUTE_SPANS = [
  { until: 'now+1h', label: 'For an hour' },
  { until: 'now+8h', label: 'For eight hours' },
  { until: 'now+1d', label: 'For a day' },
  { until: 'now+7d', label: 'For a week' },
  { until: undefined, label: 'Until it is lifted' },
];

/** Look, change, mute, delete. What was configured in a file is changed there. */
export function WatchActions({ detail, onChanged }: Props) {
  const { api, canEdit, userName } = useHost();
  const { watch, yaml } = detail;
  const [deleting, setDeleting] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const ours = watch.origin === 'api';
  const attempt = async (change: () => Promise<void>) => {
    setError(null);
    try {
      await change();
      onChanged();
    } catch (thrown) {
      setError(errorSentence(thrown));
    }
  };
  const mute = (until: string | undefined) =>
    attempt(() => api.muteWatch(watch.name, { until, by: userName || undefined }));
  return (
    <>
      <Stack gap={1} wrap="wrap">
        <PlaceButton
          to={{ page: 'explore', params: placeParams({ watch: watch.name }) }}
          size="sm"
          variant="secondary"
          icon="compass"
        >
          Explore
        </PlaceButton>
        <PlaceButton
          to={{ page: 'incidents', params: placeParams({ watch: watch.name }) }}
          size="sm"
          variant="secondary"
          icon="history"
        >
          Incidents
        </PlaceButton>
        {watch.source.kind === 'promql' && (
          <PlaceButton
            to={{ page: 'backtest', params: placeParams({ edit: watch.name }) }}
            size="sm"
            variant="secondary"
            icon="sliders-v-alt"
          >
            {canEdit && ours ? 'Edit' : 'Try other settings'}
          </PlaceButton>
        )}
        {canEdit && <AlertRuleButton watch={watch} panel={null} prometheusUid="" />}
        {yaml !== null && (
          <ClipboardButton size="sm" variant="secondary" icon="copy" getText={() => yaml}>
            Copy YAML
          </ClipboardButton>
        )}
        {canEdit && watch.mute === null && (
          <Dropdown
            overlay={
              <Menu ariaLabel="Mute">
                {MUTE_SPANS.map(({ until, label }) => (
                  <Menu.Item key={label} label={label} onClick={() => mute(until)} />
                ))}
              </Menu>
            }
          >
            <Button size="sm" variant="secondary" icon="bell-slash">
              Mute
            </Button>
          </Dropdown>
        )}
        {canEdit && watch.mute !== null && (
          <Button size="sm" variant="secondary" icon="bell" onClick={() => attempt(() => api.unmuteWatch(watch.name))}>
            Unmute
          </Button>
        )}
        {canEdit && ours && (
          <Button size="sm" variant="destructive" fill="outline" icon="trash-alt" onClick={() => setDeleting(true)}>
            Delete
          </Button>
        )}
      </Stack>
      {error !== null && (
        <Alert severity="error" title="That did not work">
          {error}
        </Alert>
      )}
      <ConfirmModal
        isOpen={deleting}
        title={`Delete the watch “${watch.name}”?`}
        body="It is not scored any more. Panels and alert rules that show it find nothing new; its history ages out."
        confirmText="Delete"
        onDismiss={() => setDeleting(false)}
        onConfirm={() => {
          setDeleting(false);
          void attempt(() => api.deleteWatch(watch.name));
        }}
      />
    </>
  );
}
