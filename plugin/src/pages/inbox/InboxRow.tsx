import React from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Checkbox, useStyles2 } from '@grafana/ui';
import { RAW } from '../../shared/i18n/raw';
import type { IncidentBody, RangeSeries } from '../../shared/api/contract';
import { seriesName } from '../../shared/frames/names';
import { BundleToggle } from '../../shared/incidents/BundleToggle';
import { className, type VerdictKind } from '../../shared/incidents/describe';
import type { Row } from '../../shared/incidents/incident-rows';
import { IncidentRow } from '../../shared/incidents/IncidentRow';
import { Sparkline } from '../../shared/incidents/Sparkline';
import type { SendingVerdict } from '../../shared/incidents/use-verdicts';
import { useHost } from '../host';

/** What every row needs of the page. */
export interface InboxRowContext {
  readonly sparkOf: (incident: IncidentBody) => RangeSeries | null;
  readonly unitOf: (watch: string) => string;
  readonly nowMs: number;
  readonly selected: ReadonlySet<string>;
  readonly sending: SendingVerdict;
  readonly onSelect: (incidents: readonly IncidentBody[], on: boolean) => void;
  readonly onJudge: (incidents: readonly IncidentBody[], kind: VerdictKind) => void;
}

export interface InboxRowProps extends InboxRowContext {
  readonly row: Row;
  readonly onToggle: (key: string) => void;
}

/** An incident of the inbox, with a tick and a small picture, and what began with it. */
export function InboxRow(props: InboxRowProps) {
  const { row, onToggle, sparkOf, unitOf, nowMs, selected, sending, onSelect, onJudge } = props;
  const { incident, standsFor, bundle, opened, inner } = row;
  const { timeZone, canEdit, go } = useHost();
  const styles = useStyles2(getStyles);
  const ticked = standsFor.filter(({ id }) => selected.has(id)).length;
  const all = ticked === standsFor.length;
  const named = {
    ...{ ...RAW, class: className(incident.class) },
    series: seriesName(incident.watch, incident.labels),
  };
  return (
    <IncidentRow
      incident={incident}
      unit={unitOf(incident.watch)}
      nowMs={nowMs}
      timeZone={timeZone}
      selected={all}
      sending={sending?.ids.includes(incident.id) === true ? sending.kind : null}
      readOnly={!canEdit}
      onSelect={() => go({ page: 'incidents', id: incident.id })}
      onVerdict={(kind) => onJudge(standsFor, kind)}
      lead={
        canEdit && (
          <span className={cx(styles.tick, inner && styles.inner)}>
            <Checkbox
              aria-label={
                standsFor.length === 1
                  ? t('inbox.select-one', 'Select {{class}} of {{series}}', named)
                  : t('inbox.select-bundle', 'Select {{class}} of {{series}} and what began with it', named)
              }
              value={all}
              indeterminate={ticked > 0 && !all}
              onChange={() => onSelect(standsFor, !all)}
            />
          </span>
        )
      }
      picture={<Sparkline series={sparkOf(incident)} />}
      foot={bundle && <BundleToggle bundle={bundle} open={opened} onToggle={() => onToggle(bundle.key)} />}
    />
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  tick: css({ paddingLeft: theme.spacing(1.5) }),
  inner: css({ paddingLeft: theme.spacing(4) }),
});
