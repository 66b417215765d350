import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, Combobox, RadioButtonGroup, useStyles2, type ComboboxOption } from '@grafana/ui';
import type { Watch } from '../../shared/api/contract';
import {
  INCIDENT_CLASSES,
  VERDICT_KINDS,
  className,
  verdictName,
  type IncidentClass,
} from '../../shared/incidents/describe';
import { LabelledField } from '../parts/LabelledField';
import { GROUPINGS, INBOX_RANGES, isNarrowed, type Grouping, type InboxRange, type InboxState } from './inbox-state';

export interface InboxFiltersProps {
  readonly state: InboxState;
  readonly watches: readonly Watch[];
  readonly onChange: (change: Partial<InboxState>) => void;
}

const ANY = '';
const any = () => ({ value: ANY, label: t('inbox.any', 'Any') });
const statuses = () => [
  { value: ANY, label: t('inbox.status.all', 'All') },
  { value: 'open', label: t('inbox.status.open', 'Open') },
  { value: 'closed', label: t('inbox.status.closed', 'Closed') },
];
const verdicts = (): Array<ComboboxOption<string>> => [
  any(),
  { value: 'none', label: t('inbox.not-judged', 'Not judged yet') },
  ...VERDICT_KINDS.map((value) => ({ value, label: verdictName(value) })),
];
const classes = (): Array<ComboboxOption<string>> => [
  any(),
  ...INCIDENT_CLASSES.map((value) => ({ value, label: className(value) })),
];
const severities = (): Array<ComboboxOption<string>> => [
  { ...any(), value: '0' },
  { value: '40', label: t('inbox.severity-high', 'High and above') },
  { value: '75', label: t('inbox.severity-critical', 'Critical') },
];
const RANGES = (Object.keys(INBOX_RANGES) as InboxRange[]).map((value) => ({ value, label: value }));
const orders = (): Array<ComboboxOption<InboxState['order']>> => [
  { value: 'newest', label: t('inbox.order.newest', 'Newest first') },
  { value: 'severity', label: t('inbox.order.severity', 'Severest first') },
];
const GROUP_LABELS: Readonly<Record<Grouping, () => string>> = {
  together: () => t('inbox.group.together', 'What began together'),
  none: () => t('inbox.group.none', 'Not grouped'),
  service: () => t('inbox.group.service', 'By service'),
  watch: () => t('inbox.group.watch', 'By watch'),
  class: () => t('inbox.group.class', 'By class'),
};
const groups = () => GROUPINGS.map((value) => ({ value, label: GROUP_LABELS[value]() }));

/** What the inbox shows of all there is. */
export function InboxFilters({ state, watches, onChange }: InboxFiltersProps) {
  const styles = useStyles2(getStyles);
  const watchOptions = [any(), ...watches.map(({ name }) => ({ value: name, label: name }))];
  const orNull = (value: string) => (value === ANY ? null : value);
  return (
    <div className={styles.filters} role="search" aria-label={t('inbox.filter', 'Filter incidents')}>
      <RadioButtonGroup
        aria-label={t('inbox.status-label', 'Status')}
        options={statuses()}
        value={state.status ?? ANY}
        onChange={(value) => onChange({ status: orNull(value) as InboxState['status'] })}
      />
      <RadioButtonGroup
        aria-label={t('inbox.range', 'Time range')}
        options={RANGES}
        value={state.range}
        onChange={(range) => onChange({ range })}
      />
      <LabelledField label={t('inbox.watch', 'Watch')} id="tidemark-inbox-watch">
        <Combobox
          id="tidemark-inbox-watch"
          width={22}
          options={watchOptions}
          value={state.watch ?? ANY}
          onChange={({ value }) => onChange({ watch: orNull(value), match: null })}
        />
      </LabelledField>
      <LabelledField label={t('inbox.class', 'Class')} id="tidemark-inbox-class">
        <Combobox
          id="tidemark-inbox-class"
          width={16}
          options={classes()}
          value={state.class ?? ANY}
          onChange={({ value }) => onChange({ class: orNull(value) as IncidentClass | null })}
        />
      </LabelledField>
      <LabelledField label={t('inbox.severity', 'Severity')} id="tidemark-inbox-severity">
        <Combobox
          id="tidemark-inbox-severity"
          width={18}
          options={severities()}
          value={String(state.minSeverity)}
          onChange={({ value }) => onChange({ minSeverity: Number(value) })}
        />
      </LabelledField>
      <LabelledField label={t('inbox.verdict', 'Verdict')} id="tidemark-inbox-verdict">
        <Combobox
          id="tidemark-inbox-verdict"
          width={18}
          options={verdicts()}
          value={state.verdict ?? ANY}
          onChange={({ value }) => onChange({ verdict: orNull(value) as InboxState['verdict'] })}
        />
      </LabelledField>
      <LabelledField label={t('inbox.order-label', 'Order')} id="tidemark-inbox-order">
        <Combobox
          id="tidemark-inbox-order"
          width={18}
          options={orders()}
          value={state.order}
          onChange={({ value }) => onChange({ order: value })}
        />
      </LabelledField>
      <LabelledField label={t('inbox.groups', 'Groups')} id="tidemark-inbox-group">
        <Combobox
          id="tidemark-inbox-group"
          width={24}
          options={groups()}
          value={state.group}
          onChange={({ value }) => onChange({ group: value })}
        />
      </LabelledField>
      {isNarrowed(state) && (
        <Button
          variant="secondary"
          fill="text"
          icon="times"
          onClick={() =>
            onChange({ status: null, verdict: null, watch: null, match: null, class: null, minSeverity: 0 })
          }
        >
          {t('inbox.show-all', 'Show all')}
        </Button>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  filters: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1.5), alignItems: 'flex-end' }),
});
