import React, { useMemo } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, Combobox, RadioButtonGroup, useStyles2, type ComboboxOption } from '@grafana/ui';
import type { Series, Watch } from '../api/contract';
import { seriesName, type SeriesLabels } from '../frames/names';
import { watchDescription } from '../i18n/watch-description';
import { RANGE_PRESETS, type RangePreset, type WorkspaceState } from './workspace-state';

export interface WorkspaceControlsProps {
  readonly state: WorkspaceState;
  readonly watches: readonly Watch[];
  readonly watch: Watch | null;
  readonly seriesList: readonly Series[];
  readonly series: Series | null;
  readonly onChange: (change: Partial<WorkspaceState>) => void;
}

const ALL = 'all';
const RANGES = (Object.keys(RANGE_PRESETS) as RangePreset[]).map((preset) => ({ label: preset, value: preset }));

/** Which watch, which of its series, and how far back. */
export function WorkspaceControls({ state, watches, watch, seriesList, series, onChange }: WorkspaceControlsProps) {
  const styles = useStyles2(getStyles);
  const watchOptions = useMemo(
    () =>
      watches.map((watch): ComboboxOption<string> => ({
        ...{ value: watch.name, label: watch.name, description: watchDescription(watch) },
      })),
    [watches],
  );
  const seriesOptions = useMemo(() => optionsOf(seriesList), [seriesList]);
  const chosen = series === null ? ALL : JSON.stringify(series.labels);
  return (
    <div className={styles.controls}>
      <label className={styles.field} htmlFor="tidemark-watch">
        <span>{t('inbox.watch', 'Watch')}</span>
        <Combobox
          id="tidemark-watch"
          width={26}
          options={watchOptions}
          value={watch?.name ?? null}
          placeholder={t('editor.choose-watch', 'Choose a watch')}
          onChange={({ value }) => onChange({ watch: value, series: null, incidentId: null })}
        />
      </label>
      <label className={styles.field} htmlFor="tidemark-series">
        <span>{t('explore.series', 'Series')}</span>
        <Combobox
          id="tidemark-series"
          width={44}
          options={seriesOptions}
          value={seriesList.length === 0 ? null : chosen}
          placeholder={t('explore.no-series', 'No series yet')}
          onChange={({ value }) => onChange({ series: seriesChoice(value), incidentId: null })}
        />
      </label>
      <div className={styles.range}>
        {state.range.kind === 'fixed' && (
          <Button
            variant="secondary"
            icon="history"
            onClick={() => onChange({ range: { kind: 'live', preset: '1h' }, incidentId: null })}
          >
            {t('explore.live', 'Back to live')}
          </Button>
        )}
        <RadioButtonGroup
          aria-label={t('inbox.range', 'Time range')}
          options={RANGES}
          value={state.range.kind === 'live' ? state.range.preset : undefined}
          onChange={(preset) => onChange({ range: { kind: 'live', preset }, incidentId: null })}
        />
      </div>
    </div>
  );
}

function seriesChoice(value: string): WorkspaceState['series'] {
  return value === ALL ? ALL : (JSON.parse(value) as SeriesLabels);
}

const STATE_NOTES: Readonly<Record<Series['state'], () => string | undefined>> = {
  learning: () => t('explain.learning', 'learning'),
  normal: () => undefined,
  anomalous: () => t('explore.anomalous', 'anomalous now'),
  absent: () => t('explain.absent', 'no data'),
};

function optionsOf(seriesList: readonly Series[]): Array<ComboboxOption<string>> {
  const widest = Math.max(0, ...seriesList.map(({ labels }) => Object.keys(labels).length));
  const options = seriesList.map(({ watch, labels, state }): ComboboxOption<string> => {
    const total = Object.keys(labels).length < widest ? ` ${t('explore.total', '(total)')}` : '';
    return {
      value: JSON.stringify(labels),
      label: seriesName(watch, labels) + total,
      description: STATE_NOTES[state](),
    };
  });
  return seriesList.length < 2
    ? options
    : [
        ...options,
        {
          value: ALL,
          label: t('explore.all', 'All {{count}} series', { count: seriesList.length }),
          description: t('explore.severest', 'the severest first'),
        },
      ];
}

const getStyles = (theme: GrafanaTheme2) => ({
  controls: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1.5), alignItems: 'flex-end' }),
  field: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(0.5),
    maxWidth: '100%',
    margin: 0,
    '& > span': { fontSize: theme.typography.bodySmall.fontSize, color: theme.colors.text.secondary },
  }),
  range: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1), marginLeft: 'auto' }),
});
