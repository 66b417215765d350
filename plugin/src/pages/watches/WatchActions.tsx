import React, { useState } from 'react';
import { t } from '@grafana/i18n';
import { Alert, Button, ClipboardButton, ConfirmModal, Dropdown, Menu, Stack } from '@grafana/ui';
import { RAW } from '../../shared/i18n/raw';
import type { Watch, WatchDetail } from '../../shared/api/contract';
import type { PanelRef } from '../../grafana/save-overlay';
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
const muteSpans = () => [
  { until: 'now+1h', label: t('watches.mute.hour', 'For an hour') },
  { until: 'now+8h', label: t('watches.mute.eight-hours', 'For eight hours') },
  { until: 'now+1d', label: t('watches.mute.day', 'For a day') },
  { until: 'now+7d', label: t('watches.mute.week', 'For a week') },
  { until: undefined, label: t('watches.mute.lifted', 'Until it is lifted') },
];

/** The pages that show one watch. */
const pagesOfWatch = () =>
  [
    { page: 'explore', icon: 'compass', label: t('facts.explore', 'Explore') },
    { page: 'incidents', icon: 'history', label: t('incident.title-many', 'Incidents') },
    { page: 'forecast', icon: 'chart-line', label: t('watches.forecast', 'Forecast') },
  ] as const;

function panelRef({ panel }: Watch): PanelRef | null {
  return panel === null ? null : { dashboardUid: panel.dashboard, id: panel.id };
}

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
        {pagesOfWatch().map(({ page, icon, label }) => (
          <PlaceButton
            key={page}
            to={{ page, params: placeParams({ watch: watch.name }) }}
            size="sm"
            variant="secondary"
            icon={icon}
          >
            {label}
          </PlaceButton>
        ))}
        {watch.source.kind === 'promql' && (
          <PlaceButton
            to={{ page: 'backtest', params: placeParams({ edit: watch.name }) }}
            size="sm"
            variant="secondary"
            icon="sliders-v-alt"
          >
            {canEdit && ours ? t('watches.edit', 'Edit') : t('watches.try', 'Try other settings')}
          </PlaceButton>
        )}
        {canEdit && <AlertRuleButton watch={watch} panel={panelRef(watch)} prometheusUid="" size="sm" />}
        {yaml !== null && (
          <ClipboardButton size="sm" variant="secondary" icon="copy" getText={() => yaml}>
            {t('watches.yaml', 'Copy YAML')}
          </ClipboardButton>
        )}
        {canEdit && watch.mute === null && (
          <Dropdown
            overlay={
              <Menu ariaLabel={t('watches.mute-for', 'Mute')}>
                {muteSpans().map(({ until, label }) => (
                  <Menu.Item key={label} label={label} onClick={() => mute(until)} />
                ))}
              </Menu>
            }
          >
            <Button size="sm" variant="secondary" icon="bell-slash">
              {t('watches.mute-for', 'Mute')}
            </Button>
          </Dropdown>
        )}
        {canEdit && watch.mute !== null && (
          <Button size="sm" variant="secondary" icon="bell" onClick={() => attempt(() => api.unmuteWatch(watch.name))}>
            {t('watches.unmute', 'Unmute')}
          </Button>
        )}
        {canEdit && ours && (
          <Button size="sm" variant="destructive" fill="outline" icon="trash-alt" onClick={() => setDeleting(true)}>
            {t('watches.delete', 'Delete')}
          </Button>
        )}
      </Stack>
      {error !== null && (
        <Alert severity="error" title={t('watches.failed', 'That did not work')}>
          {error}
        </Alert>
      )}
      <ConfirmModal
        isOpen={deleting}
        title={t('watches.delete-title', 'Delete the watch “{{watch}}”?', { ...RAW, watch: watch.name })}
        body={t(
          'watches.delete-body',
          'It is not scored any more. Panels and alert rules that show it find nothing new; its history ages out.',
        )}
        confirmText={t('watches.delete', 'Delete')}
        onDismiss={() => setDeleting(false)}
        onConfirm={() => {
          setDeleting(false);
          void attempt(() => api.deleteWatch(watch.name));
        }}
      />
    </>
  );
}
