import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { EmptyState, Input, Stack, useStyles2 } from '@grafana/ui';
import { RAW } from '../../shared/i18n/raw';
import { useHost } from '../host';
import { LoadTrouble } from '../parts/LoadTrouble';
import { PlaceButton } from '../parts/PlaceLink';
import { useWatches } from '../parts/use-watches';
import { placeParams, withParams } from '../place';
import { WatchRow } from './WatchRow';

/** Every watch, its state, and what can be done with it. */
export default function WatchesPage() {
  const { place, go, canEdit } = useHost();
  const { watches, error, refresh } = useWatches();
  const styles = useStyles2(getStyles);
  const [text, setText] = useState('');
  const open = place.params.get('watch');
  const toggle = (name: string) =>
    go(
      { page: 'watches', params: withParams(place.params, { watch: name === open ? null : name }) },
      { replace: true },
    );
  const shown = (watches ?? []).filter(({ name, description }) =>
    `${name} ${description}`.toLowerCase().includes(text.trim().toLowerCase()),
  );
  return (
    <Stack direction="column" gap={2}>
      <Stack justifyContent="space-between" wrap="wrap" gap={1}>
        <Input
          aria-label={t('watches.find', 'Find a watch')}
          placeholder={t('watches.find', 'Find a watch')}
          width={30}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {canEdit && (
          <PlaceButton to={{ page: 'backtest', params: placeParams({}) }} icon="plus">
            {t('watches.new', 'Watch a graph')}
          </PlaceButton>
        )}
      </Stack>
      <LoadTrouble what={t('loads.watches', 'The watches')} error={error} stale={watches !== null} />
      {open !== null && watches !== null && watches.every(({ name }) => name !== open) && (
        <EmptyState
          variant="not-found"
          message={t('watches.gone', 'The watch “{{watch}}” is not there any more: it was deleted or renamed.', {
            ...{ ...RAW, watch: open },
          })}
        />
      )}
      {watches !== null && (
        <ul className={styles.list} aria-label={t('watches.title', 'Watches')}>
          {shown.map((watch) => (
            <WatchRow
              key={watch.name}
              watch={watch}
              open={watch.name === open}
              onToggle={() => toggle(watch.name)}
              onChanged={refresh}
            />
          ))}
        </ul>
      )}
    </Stack>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({
    listStyle: 'none',
    margin: 0,
    padding: 0,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.primary,
    overflow: 'hidden',
  }),
});
