import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, Stack, Text, Tooltip, useStyles2 } from '@grafana/ui';
import { VERDICT_KINDS, type VerdictKind } from '../../shared/incidents/describe';
import { verdictMeaning } from '../../shared/incidents/VerdictButtons';

export interface VerdictBarProps {
  readonly count: number;
  readonly sending: boolean;
  readonly onJudge: (kind: VerdictKind) => void;
  readonly onClear: () => void;
}

/** One verdict for all that are selected; stays in sight while the list is scrolled. */
export function VerdictBar({ count, sending, onJudge, onClear }: VerdictBarProps) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.bar} role="region" aria-label={t('inbox.selected', 'Selected incidents')}>
      <Text>
        {sending
          ? t('inbox.judging', 'Judging {{count}}…', { count })
          : t('inbox.count-selected', '{{count}} selected:', { count })}
      </Text>
      <Stack gap={1} wrap="wrap">
        {VERDICT_KINDS.map((kind) => (
          <Tooltip key={kind} content={verdictMeaning(kind)}>
            <Button size="sm" variant="secondary" disabled={sending} onClick={() => onJudge(kind)}>
              {allText(kind)}
            </Button>
          </Tooltip>
        ))}
        <Button size="sm" fill="text" variant="secondary" disabled={sending} onClick={onClear}>
          {t('inbox.clear', 'Clear')}
        </Button>
      </Stack>
    </div>
  );
}

function allText(kind: VerdictKind): string {
  switch (kind) {
    case 'false_alarm':
      return t('inbox.all.false-alarm', 'All false alarm');
    case 'real':
      return t('inbox.all.real', 'All real');
    case 'expected':
      return t('inbox.all.expected', 'All expected');
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({
    position: 'sticky',
    bottom: theme.spacing(1),
    zIndex: theme.zIndex.navbarFixed,
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(2),
    padding: theme.spacing(1, 2),
    background: theme.colors.background.elevated,
    border: `1px solid ${theme.colors.border.medium}`,
    borderRadius: theme.shape.radius.default,
    boxShadow: theme.shadows.z3,
  }),
});
