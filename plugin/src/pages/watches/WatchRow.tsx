import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Badge, Icon, useStyles2, type BadgeColor } from '@grafana/ui';
import { watchDescription } from '../../shared/i18n/watch-description';
import { RAW } from '../../shared/i18n/raw';
import type { Watch } from '../../shared/api/contract';
import { durationText } from '../../shared/incidents/describe';
import { WatchDetails } from './WatchDetails';
import { muteText } from './mute-text';
import { useHost } from '../host';

interface Props {
  readonly watch: Watch;
  readonly open: boolean;
  readonly onToggle: () => void;
  readonly onChanged: () => void;
}

const STATES: Readonly<Record<Watch['state'], { readonly text: () => string; readonly color: BadgeColor }>> = {
  waiting: { text: () => t('watches.state.waiting', 'Waiting for data'), color: 'darkgrey' },
  backfilling: { text: () => t('watches.state.backfilling', 'Learning its history'), color: 'blue' },
  learning: { text: () => t('watches.state.learning-now', 'Learning'), color: 'blue' },
  live: { text: () => t('watches.state.live', 'Live'), color: 'green' },
  failing: { text: () => t('watches.state.failing', 'Its source does not answer'), color: 'red' },
};

/** One line of the list; opened, everything about the watch. */
export function WatchRow({ watch, open, onToggle, onChanged }: Props) {
  const { timeZone } = useHost();
  const styles = useStyles2(getStyles);
  const { text, color } = STATES[watch.state];
  const progress = watch.progress === null ? '' : ` ${Math.round(watch.progress * 100)} %`;
  const facts = [
    t('watches.series', '{{count}} series', { count: watch.seriesCount }),
    t('watches.every', 'every {{step}}', { ...RAW, step: durationText(watch.stepMs) }),
    watch.source.kind === 'promql'
      ? t('watches.from', 'from {{source}}', { ...RAW, source: watch.source.from ?? 'Prometheus' })
      : null,
  ];
  return (
    <li className={styles.row} data-testid="tidemark-watch-row">
      <button type="button" className={styles.head} aria-expanded={open} onClick={onToggle}>
        <Icon name={open ? 'angle-down' : 'angle-right'} />
        <span className={styles.name}>
          <strong>{watch.name}</strong>
          {watch.description !== '' && <span className={styles.note}>{watchDescription(watch)}</span>}
        </span>
        <span className={styles.note}>{facts.filter((fact) => fact !== null).join(' · ')}</span>
        {watch.openIncidents > 0 && (
          <Badge color="red" text={t('watches.open', '{{count}} open', { count: watch.openIncidents })} />
        )}
        {watch.mute !== null && <Badge color="orange" icon="bell-slash" text={muteText(watch.mute, timeZone)} />}
        <Badge color={color} text={`${text()}${progress}`} />
      </button>
      {open && <WatchDetails watch={watch} onChanged={onChanged} />}
    </li>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({ borderBottom: `1px solid ${theme.colors.border.weak}` }),
  head: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1.5),
    width: '100%',
    padding: theme.spacing(1.25, 1.5),
    border: 'none',
    background: 'none',
    textAlign: 'left',
    color: theme.colors.text.primary,
    '&:hover': { background: theme.colors.action.hover },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
  }),
  name: css({ flex: '1 1 240px', minWidth: 0, display: 'flex', flexDirection: 'column', overflowWrap: 'anywhere' }),
  note: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
