import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2, TimeZone } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Badge, useStyles2, useTheme2, type BadgeColor } from '@grafana/ui';
import type { Watch } from '../api/contract';
import { graphFormats } from '../graph/formats';
import { watchDescription } from '../i18n/watch-description';
import type { OverlayView } from '../view/overlay-view';
import { pointModel, type PointRow } from '../view/point-model';

export interface SeriesHeadlineProps {
  readonly watch: Watch;
  readonly view: OverlayView | null;
  /** False when the graph shows a span of the past. */
  readonly live: boolean;
  readonly timeZone: TimeZone;
}

interface StateBadge {
  readonly text: () => string;
  readonly color: BadgeColor;
}

const STATE_BADGES: Readonly<Record<PointRow['state'], StateBadge | null>> = {
  normal: { text: () => t('explore.state.normal', 'Normal'), color: 'green' },
  anomalous: { text: () => t('explore.state.anomalous', 'Anomalous'), color: 'red' },
  absent: { text: () => t('incident.class.absent', 'No data'), color: 'orange' },
  learning: { text: () => t('explore.state.learning', 'Learning: no alarms yet'), color: 'blue' },
  held: { text: () => t('explore.state.held', 'Recovering'), color: 'orange' },
  forecast: null,
  unjudged: null,
};

/** The newest step in figures, above the graph. */
export function SeriesHeadline({ watch, view, live, timeZone }: SeriesHeadlineProps) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const row = view === null ? null : newestRow(view);
  const formats = view === null ? null : graphFormats(view, theme, timeZone);
  const text = (value: number | null) => (value === null || formats === null ? '–' : formats.value(0, value));
  const badge = row === null ? null : STATE_BADGES[row.state];
  return (
    <div className={styles.headline}>
      <div className={styles.title}>
        <h2 className={styles.name}>
          {watch.name}
          {view?.groups.length === 1 && view.groups[0].name !== watch.name && (
            <span className={styles.series}> {view.groups[0].name}</span>
          )}
        </h2>
        <span className={styles.description}>{watchDescription(watch)}</span>
      </div>
      {view !== null && view.groups.length === 1 && (
        <div className={styles.figures}>
          <dl className={styles.figures}>
            <Figure
              name={live ? t('explore.now', 'now') : t('explore.latest', 'latest here')}
              value={text(row?.value ?? null)}
              strong
              alarming={row?.state === 'anomalous'}
            />
            <Figure name={t('explore.expected', 'expected')} value={text(row?.expected ?? null)} />
            <Figure
              name={t('explore.limits', 'limits')}
              value={row?.lower == null ? '–' : `${text(row.lower)} – ${text(row.upper)}`}
            />
            <Figure
              name={t('explore.score', 'score')}
              value={row?.score?.toFixed(2) ?? '–'}
              alarming={row?.state === 'anomalous'}
            />
          </dl>{' '}
          {badge !== null && <Badge text={badge.text()} color={badge.color} />}
        </div>
      )}
    </div>
  );
}

/** The last row that knows a value or an expectation, forecasts aside. */
function newestRow(view: OverlayView): PointRow | null {
  for (let index = view.times.length - 1; index >= 0; index -= 1) {
    const row = pointModel(view, index, [0])?.rows[0];
    if (row !== undefined && row.state !== 'forecast' && (row.value !== null || row.expected !== null)) {
      return row;
    }
  }
  return null;
}

interface FigureProps {
  readonly name: string;
  readonly value: string;
  readonly strong?: boolean;
  readonly alarming?: boolean;
}

function Figure({ name, value, strong = false, alarming = false }: FigureProps) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  return (
    <div>
      <dt className={styles.figureName}>{name}</dt>
      <dd
        className={strong ? styles.strong : styles.figure}
        style={alarming ? { color: theme.colors.error.text } : undefined}
      >
        {value}
      </dd>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const figure = css({
    margin: 0,
    fontVariantNumeric: 'tabular-nums',
    fontSize: theme.typography.h4.fontSize,
    whiteSpace: 'nowrap',
  });
  return {
    headline: css({
      display: 'flex',
      flexWrap: 'wrap',
      justifyContent: 'space-between',
      alignItems: 'center',
      gap: theme.spacing(1, 4),
      padding: theme.spacing(1.5, 2, 1),
    }),
    title: css({ display: 'flex', flexDirection: 'column', minWidth: 0 }),
    name: css({ margin: 0, fontSize: theme.typography.h4.fontSize, overflowWrap: 'anywhere' }),
    series: css({ fontWeight: theme.typography.fontWeightRegular, color: theme.colors.text.secondary }),
    description: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
    figures: css({
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(1, 3),
      margin: 0,
    }),
    figureName: css({
      color: theme.colors.text.secondary,
      fontSize: theme.typography.bodySmall.fontSize,
      fontWeight: theme.typography.fontWeightRegular,
      margin: 0,
    }),
    figure,
    strong: css({ fontWeight: theme.typography.fontWeightBold }, figure),
  };
};
