import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
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
const any = { value: ANY, label: 'Any' };
const STATUSES = [
  { value: ANY, label: 'All' },
  { value: 'open', label: 'Open' },
  { value: 'closed', label: 'Closed' },
];
const VERDICTS: Array<ComboboxOption<string>> = [
  any,
  { value: 'none', label: 'Not judged yet' },
  ...VERDICT_KINDS.map((value) => ({ value, label: verdictName(value) })),
];
const CLASSES: Array<ComboboxOption<string>> = [
  any,
  ...INCIDENT_CLASSES.map((value) => ({ value, label: className(value) })),
];
const SEVERITIES: Array<ComboboxOption<string>> = [
  { value: '0', label: 'Any' },
  { value: '40', label: 'High and above' },
  { value: '75', label: 'Critical' },
];
const RANGES = (Object.keys(INBOX_RANGES) as InboxRange[]).map((value) => ({ value, label: value }));
const ORDERS: Array<ComboboxOption<InboxState['order']>> = [
  { value: 'newest', label: 'Newest first' },
  { value: 'severity', label: 'Severest first' },
];
const GROUP_LABELS: Readonly<Record<Grouping, string>> = {
  none: 'Not grouped',
  service: 'By service',
  watch: 'By watch',
  class: 'By class',
};
const GROUPS = GROUPINGS.map((value) => ({ value, label: GROUP_LABELS[value] }));

/** What the inbox shows of all there is. */
export function InboxFilters({ state, watches, onChange }: InboxFiltersProps) {
  const styles = useStyles2(getStyles);
  const watchOptions = [any, ...watches.map(({ name }) => ({ value: name, label: name }))];
  const orNull = (value: string) => (value === ANY ? null : value);
  return (
    <div className={styles.filters} role="search" aria-label="Filter incidents">
      <RadioButtonGroup
        aria-label="Status"
        options={STATUSES}
        value={state.status ?? ANY}
        onChange={(value) => onChange({ status: orNull(value) as InboxState['status'] })}
      />
      <RadioButtonGroup
        aria-label="Time range"
        options={RANGES}
        value={state.range}
        onChange={(range) => onChange({ range })}
      />
      <LabelledField label="Watch" id="tidemark-inbox-watch">
        <Combobox
          id="tidemark-inbox-watch"
          width={22}
          options={watchOptions}
          value={state.watch ?? ANY}
          onChange={({ value }) => onChange({ watch: orNull(value), match: null })}
        />
      </LabelledField>
      <LabelledField label="Class" id="tidemark-inbox-class">
        <Combobox
          id="tidemark-inbox-class"
          width={16}
          options={CLASSES}
          value={state.class ?? ANY}
          onChange={({ value }) => onChange({ class: orNull(value) as IncidentClass | null })}
        />
      </LabelledField>
      <LabelledField label="Severity" id="tidemark-inbox-severity">
        <Combobox
          id="tidemark-inbox-severity"
          width={18}
          options={SEVERITIES}
          value={String(state.minSeverity)}
          onChange={({ value }) => onChange({ minSeverity: Number(value) })}
        />
      </LabelledField>
      <LabelledField label="Verdict" id="tidemark-inbox-verdict">
        <Combobox
          id="tidemark-inbox-verdict"
          width={18}
          options={VERDICTS}
          value={state.verdict ?? ANY}
          onChange={({ value }) => onChange({ verdict: orNull(value) as InboxState['verdict'] })}
        />
      </LabelledField>
      <LabelledField label="Order" id="tidemark-inbox-order">
        <Combobox
          id="tidemark-inbox-order"
          width={18}
          options={ORDERS}
          value={state.order}
          onChange={({ value }) => onChange({ order: value })}
        />
      </LabelledField>
      <LabelledField label="Groups" id="tidemark-inbox-group">
        <Combobox
          id="tidemark-inbox-group"
          width={16}
          options={GROUPS}
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
          Show all
        </Button>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  filters: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1.5), alignItems: 'flex-end' }),
});
