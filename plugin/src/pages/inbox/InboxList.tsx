import React, { useRef, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Checkbox, useStyles2 } from '@grafana/ui';
import type { IncidentBody } from '../../shared/api/contract';
import { rowsOf, toggled } from '../../shared/incidents/incident-rows';
import { useHost } from '../host';
import { Card } from '../parts/Card';
import type { IncidentGroup } from './group-incidents';
import { inboxAction, type InboxAction } from './inbox-keys';
import { InboxRow, type InboxRowContext } from './InboxRow';

export interface InboxListProps extends InboxRowContext {
  readonly groups: readonly IncidentGroup[];
  /** `focused`: what the row with the focus stands for; empty without one. */
  readonly onAction: (action: InboxAction, focused: readonly IncidentBody[]) => void;
}

/** The rows, in their groups; keys work wherever in it the focus is. */
export function InboxList({ groups, onAction, ...context }: InboxListProps) {
  const { selected, onSelect } = context;
  const { canEdit } = useHost();
  const styles = useStyles2(getStyles);
  const list = useRef<HTMLDivElement>(null);
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const toggle = (key: string) => setOpened((before) => toggled(before, key));
  const shown = groups.map(({ name, bundles }) => ({ name, rows: rowsOf(bundles, opened) }));
  const all = shown.flatMap(({ rows }) => rows);

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
    } else if (action.kind === 'expand') {
      const key = all[at]?.bundle?.key;
      if (key !== undefined) {
        toggle(key);
      }
    } else {
      onAction(action, all[at]?.standsFor ?? []);
    }
  };

  return (
    <div ref={list} onKeyDown={onKeyDown} className={styles.groups} role="presentation">
      {shown.map(({ name, rows }) => {
        const incidents = rows.flatMap(({ standsFor }) => standsFor);
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
              {rows.map((row) => (
                <InboxRow key={row.incident.id} row={row} onToggle={toggle} {...context} />
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
});
