import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Icon, useStyles2 } from '@grafana/ui';
import { RAW } from '../i18n/raw';
import { labelText, sortedLabels } from '../frames/names';
import type { IncidentBundle } from './incident-bundles';

export interface BundleToggleProps {
  readonly bundle: IncidentBundle;
  readonly open: boolean;
  readonly onToggle: () => void;
}

/** Series that are named before "…". */
const MOST_NAMES = 5;

/** What else began with an incident, and whether it is shown. */
export function BundleToggle({ bundle, open, onToggle }: BundleToggleProps) {
  const styles = useStyles2(getStyles);
  const { length } = bundle.others;
  return (
    <button type="button" className={styles.toggle} aria-expanded={open} onClick={onToggle}>
      <Icon name={open ? 'angle-down' : 'angle-right'} />
      <span>
        {length === 1
          ? t('inbox.together.one', '1 more began with it')
          : t('inbox.together.many', '{{count}} more began with it', { count: length })}
        {!open && `: ${namesOf(bundle)} · ${t('inbox.together.verdict', 'a verdict is of all')}`}
      </span>
    </button>
  );
}

/** What tells the others apart from the first: the watch where it is another one, and the labels that it does not have. */
function namesOf({ lead, others }: IncidentBundle): string {
  const names = others.map(({ watch, labels }) => {
    const own = sortedLabels(labels).filter(([name, value]) => lead.labels[name] !== value);
    const texts = own.map(([name, value]) => labelText(name, value));
    return (watch === lead.watch && texts.length > 0 ? texts : [watch, ...texts]).join(' ');
  });
  const different = [...new Set(names)];
  const shown = different.slice(0, MOST_NAMES).join(', ');
  return different.length > MOST_NAMES ? t('inbox.together.more', '{{names}} …', { ...RAW, names: shown }) : shown;
}

const getStyles = (theme: GrafanaTheme2) => ({
  toggle: css({
    flexBasis: '100%',
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    padding: theme.spacing(0.25, 1.5, 1),
    border: 'none',
    background: 'none',
    textAlign: 'left',
    overflowWrap: 'anywhere',
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    '&:hover': { color: theme.colors.text.primary },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
  }),
});
