import React, { useRef } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Checkbox, useStyles2 } from '@grafana/ui';
import { RAW } from '../../shared/i18n/raw';
import type { IncidentBody, RangeSeries } from '../../shared/api/contract';
import { seriesName } from '../../shared/frames/names';
import { className, type VerdictKind } from '../../shared/incidents/describe';
import { IncidentRow } from '../../shared/incidents/IncidentRow';
import { Sparkline } from '../../shared/incidents/Sparkline';
import { useHost } from '../host';
import { Card } from '../parts/Card';
import type { IncidentGroup } from './group-incidents';
import { inboxAction, type InboxAction } from './inbox-keys';

export interface InboxListProps {
  readonly groups: readonly IncidentGroup[];
  readonly sparkOf: (incident: IncidentBody) => RangeSeries | null;
  readonly unitOf: (watch: string) => string;
  readonly nowMs: number;
  readonly selected: ReadonlySet<string>;
  readonly sending: { readonly ids: readonly string[]; readonly kind: VerdictKind } | null;
  readonly onSelect: (incidents: readonly IncidentBody[], on: boolean) => void;
  readonly onAction: (action: InboxAction, focused: IncidentBody | null) => void;
  readonly onJudge: (incident: IncidentBody, kind: VerdictKind) => void;
}

/** The rows, in their groups; keys work wherever in it the focus is. */
export function InboxList(props: InboxListProps) {
  const { groups, sparkOf, unitOf, nowMs, selected, sending, onSelect, onAction, onJudge } = props;
  const { timeZone, canEdit, go } = useHost();
  const styles = useStyles2(getStyles);
  const list = useRef<HTMLDivElement>(null);
  const all = groups.flatMap(({ incidents }) => incidents);

  const onKeyDown = (event: React.KeyboardEvent) => {
    const action = inboxAction(event);
    if (action === null) {
      return;
    }
    const rows = [...(list.current?.querySelectorAll('li') ?? [])];
    const at = rows.findIndex((row) => row.contains(document.activeElement));
    event.preventDefault();
    // Grafana has keys of its own, some of them the same.
    event.stopPropagation();
    if (action.kind === 'move') {
      const next = at === -1 ? 0 : Math.min(rows.length - 1, Math.max(0, at + action.by));
      rows[next]?.querySelector<HTMLButtonElement>('button[aria-pressed]')?.focus();
    } else {
      onAction(action, all[at] ?? null);
    }
  };

  return (
    <div ref={list} onKeyDown={onKeyDown} className={styles.groups} role="presentation">
      {groups.map(({ name, incidents }) => {
        const chosen = incidents.filter(({ id }) => selected.has(id)).length;
        const heading = name === '' ? t('incident.title-many', 'Incidents') : name;
        return (
          <Card
            key={name}
            title={heading}
            actions={
              canEdit && (
                <Checkbox
                  label={
                    incidents.length === 1
                      ? t('inbox.select-it', 'Select it')
                      : t('inbox.select-all', 'Select all {{count}}', { count: incidents.length })
                  }
                  value={chosen === incidents.length}
                  indeterminate={chosen > 0 && chosen < incidents.length}
                  onChange={() => onSelect(incidents, chosen < incidents.length)}
                />
              )
            }
          >
            <ul className={styles.list} aria-label={heading}>
              {incidents.map((incident) => (
                <IncidentRow
                  key={incident.id}
                  incident={incident}
                  unit={unitOf(incident.watch)}
                  nowMs={nowMs}
                  timeZone={timeZone}
                  selected={selected.has(incident.id)}
                  sending={sending?.ids.includes(incident.id) === true ? sending.kind : null}
                  readOnly={!canEdit}
                  onSelect={() => go({ page: 'incidents', id: incident.id })}
                  onVerdict={(kind) => onJudge(incident, kind)}
                  lead={
                    canEdit && (
                      <span className={styles.tick}>
                        <Checkbox
                          aria-label={t('inbox.select-one', 'Select {{class}} of {{series}}', {
                            ...{ ...RAW, class: className(incident.class) },
                            series: seriesName(incident.watch, incident.labels),
                          })}
                          value={selected.has(incident.id)}
                          onChange={() => onSelect([incident], !selected.has(incident.id))}
                        />
                      </span>
                    )
                  }
                  picture={<Sparkline series={sparkOf(incident)} />}
                />
              ))}
            </ul>
          </Card>
        );
      })}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  groups: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(2) }),
  list: css({ listStyle: 'none', margin: 0, padding: 0 }),
  tick: css({ paddingLeft: theme.spacing(1.5) }),
});
