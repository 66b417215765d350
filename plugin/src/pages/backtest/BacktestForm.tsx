import React from 'react';
import { css } from '@emotion/css';
import { getTimeZones, type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Combobox, Input, RadioButtonGroup, Slider, TextArea, useStyles2 } from '@grafana/ui';
import type { Source } from '../../shared/api/contract';
import { LabelledField } from '../parts/LabelledField';
import { DIRECTIONS, MEASURES, STEPS, WEEKS, type Direction, type Draft, type Measure } from './draft';

export interface BacktestFormProps {
  readonly draft: Draft;
  /** The queries of the graph, to choose from; one or none: no choice. */
  readonly queries: ReadonlyArray<{ readonly refId: string; readonly expr: string }>;
  readonly sources: readonly Source[];
  readonly onChange: (change: Partial<Draft>) => void;
}

const DIRECTION_LABELS: Readonly<Record<Direction, () => string>> = {
  both: () => t('try.direction.both', 'Both'),
  up: () => t('try.direction.up', 'Too much'),
  down: () => t('try.direction.down', 'Too little'),
};
const MEASURE_LABELS: Readonly<Record<Measure, () => string>> = {
  last: () => t('try.measure.last', 'A level'),
  rate: () => t('try.measure.rate', 'Events a second'),
  ratio: () => t('try.measure.ratio', 'A share (0 to 1)'),
};
const options = <T extends string>(values: readonly T[], labels: Readonly<Record<T, () => string>>) =>
  values.map((value) => ({ value, label: labels[value]() }));

/** Budgets people choose; the slider's places, since the useful ones lie far apart. */
const BUDGETS = [0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 50];
const PERCENT = 100;
const MAX_CHANGE_PERCENT = 100;
const ZONES = getTimeZones().filter((zone) => zone.includes('/') || zone === 'UTC' || zone === 'utc');

/** The knobs. Every change is tried at once. */
export function BacktestForm({ draft, queries, sources, onChange }: BacktestFormProps) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.form}>
      <div className={styles.wide}>
        {queries.length > 1 && (
          <LabelledField label={t('try.query', 'Query of the graph')} id="tidemark-query">
            <div>
              <RadioButtonGroup
                id="tidemark-query"
                options={queries.map(({ refId, expr }) => ({ value: expr, label: refId }))}
                value={draft.expr}
                onChange={(expr) => onChange({ expr })}
              />
            </div>
          </LabelledField>
        )}
        <LabelledField
          label="PromQL"
          id="tidemark-expr"
          help={t('try.query-help', 'Each of its series is watched by itself.')}
        >
          <ExprInput expr={draft.expr} onChange={(expr) => onChange({ expr })} />
        </LabelledField>
      </div>
      {sources.length > 1 && (
        <LabelledField
          label={t('try.source', 'Prometheus')}
          id="tidemark-source"
          help={t('try.source-help', 'As tidemark.yaml names it.')}
        >
          <Combobox
            id="tidemark-source"
            width={22}
            options={sources.map(({ name }) => ({ value: name, label: name }))}
            value={draft.source || null}
            placeholder={t('try.source-choose', 'Choose one')}
            onChange={({ value }) => onChange({ source: value })}
          />
        </LabelledField>
      )}
      <LabelledField
        label={t('try.sensitivity', 'Sensitivity (false alarms a week): {{alarms}}', { alarms: draft.alarmsPerWeek })}
        id="tidemark-alarms"
        help={t('try.sensitivity-help', 'What you put up with on one series.')}
      >
        <div className={styles.slider}>
          <Slider
            inputId="tidemark-alarms"
            min={0}
            max={BUDGETS.length - 1}
            step={1}
            value={nearest(draft.alarmsPerWeek)}
            showInput={false}
            formatTooltipResult={(place) => BUDGETS[place]}
            onChange={(place) => onChange({ alarmsPerWeek: BUDGETS[place] })}
          />
        </div>
      </LabelledField>
      <LabelledField label={t('try.direction-label', 'Direction')} id="tidemark-direction">
        <RadioButtonGroup
          id="tidemark-direction"
          options={options(DIRECTIONS, DIRECTION_LABELS)}
          value={draft.direction}
          onChange={(direction) => onChange({ direction })}
        />
      </LabelledField>
      <LabelledField
        label={t('try.change', 'Minimum change: {{percent}} %', { percent: Math.round(draft.minRelative * PERCENT) })}
        id="tidemark-relative"
        help={t('try.change-help', 'Of what is expected; less never alarms.')}
      >
        <div className={styles.slider}>
          <Slider
            inputId="tidemark-relative"
            min={0}
            max={MAX_CHANGE_PERCENT}
            step={5}
            value={Math.round(draft.minRelative * PERCENT)}
            showInput={false}
            onChange={(percent) => onChange({ minRelative: percent / PERCENT })}
          />
        </div>
      </LabelledField>
      <LabelledField label={t('try.change-absolute', '… and in its own unit')} id="tidemark-absolute">
        <Input
          id="tidemark-absolute"
          type="number"
          min={0}
          width={12}
          value={draft.minAbsolute}
          onChange={(event) => onChange({ minAbsolute: Math.max(0, event.currentTarget.valueAsNumber || 0) })}
        />
      </LabelledField>
      <LabelledField label={t('try.step', 'Step')} id="tidemark-step">
        <Combobox
          id="tidemark-step"
          width={12}
          options={[...new Set([...STEPS, draft.step])].map((value) => ({ value, label: value }))}
          value={draft.step}
          onChange={({ value }) => onChange({ step: value })}
        />
      </LabelledField>
      <LabelledField label={t('try.measure-label', 'The value is')} id="tidemark-measure">
        <Combobox
          id="tidemark-measure"
          width={20}
          options={options(MEASURES, MEASURE_LABELS)}
          value={draft.measure}
          onChange={({ value }) => onChange({ measure: value })}
        />
      </LabelledField>
      <LabelledField
        label={t('try.zone', 'Days and weeks of')}
        id="tidemark-zone"
        help={t('try.zone-help', 'Seasons follow its clocks, through summer time.')}
      >
        <Combobox
          id="tidemark-zone"
          width={24}
          options={[...new Set([draft.timezone, ...ZONES])].map((value) => ({ value, label: value }))}
          value={draft.timezone}
          onChange={({ value }) => onChange({ timezone: value })}
        />
      </LabelledField>
      <LabelledField label={t('try.weeks', 'Tried on the last')} id="tidemark-weeks">
        <RadioButtonGroup
          id="tidemark-weeks"
          options={WEEKS.map((weeks) => ({
            value: weeks as number,
            label: weeks === 1 ? t('try.one-week', '1 week') : t('try.some-weeks', '{{weeks}} weeks', { weeks }),
          }))}
          value={draft.weeks}
          onChange={(weeks) => onChange({ weeks })}
        />
      </LabelledField>
    </div>
  );
}

/** Kept to itself until the person leaves it: half an expression is an error. */
function ExprInput({ expr, onChange }: { readonly expr: string; readonly onChange: (expr: string) => void }) {
  const styles = useStyles2(getStyles);
  return (
    <TextArea
      key={expr}
      id="tidemark-expr"
      className={styles.expr}
      rows={Math.min(6, expr.split('\n').length + 1)}
      defaultValue={expr}
      spellCheck={false}
      onBlur={(event) => {
        const changed = event.currentTarget.value.trim();
        if (changed !== expr) {
          onChange(changed);
        }
      }}
    />
  );
}

function nearest(budget: number): number {
  const distances = BUDGETS.map((one) => Math.abs(Math.log(one / Math.max(budget, BUDGETS[0]))));
  return distances.indexOf(Math.min(...distances));
}

const getStyles = (theme: GrafanaTheme2) => ({
  form: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(2, 3),
    padding: theme.spacing(2),
    alignItems: 'flex-start',
  }),
  wide: css({ flex: '1 0 100%', display: 'flex', flexDirection: 'column', gap: theme.spacing(1) }),
  expr: css({ fontFamily: theme.typography.fontFamilyMonospace }),
  slider: css({ width: theme.spacing(28), padding: theme.spacing(0, 1) }),
});
