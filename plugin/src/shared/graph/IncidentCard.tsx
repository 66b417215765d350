import React, { useEffect, useRef, useState } from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { IconButton, LinkButton, Stack, useStyles2, useTheme2 } from '@grafana/ui';
import { RAW } from '../i18n/raw';
import { levelName, severityLevel } from '../incidents/describe';
import { VerdictButtons } from '../incidents/VerdictButtons';
import { regionColor } from './draw-regions';
import type { IncidentRegion } from '../view/regions';
import type { GraphFormats } from './formats';
import { useCardVerdict, type GiveVerdict } from './use-card-verdict';

export interface IncidentCardProps {
  /** Those that cover the time that was clicked; at least one. */
  readonly regions: readonly IncidentRegion[];
  /** Beside the graph's left end; else its right. */
  readonly onLeft?: boolean;
  readonly formats: Pick<GraphFormats, 'time'>;
  /** Left out where verdicts cannot be given. */
  readonly onVerdict?: GiveVerdict;
  readonly onClose: () => void;
}

/** What is known of an incident that was clicked, and what a person says of it. Escape closes it. */
export function IncidentCard({ regions, onLeft = false, formats, onVerdict, onClose }: IncidentCardProps) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const card = useRef<HTMLDivElement>(null);
  const [position, setPosition] = useState(0);
  const shown = Math.min(position, regions.length - 1);
  const region = regions[shown];
  const { incident } = region;
  const verdict = useCardVerdict(incident, onVerdict);
  const move = (by: number) => setPosition((shown + by + regions.length) % regions.length);

  // Buttons lose the focus while a verdict is sent; the card keeps it, so that Escape still closes it.
  const busy = verdict.sending !== null;
  useEffect(() => card.current?.focus(), [busy]);

  return (
    <div
      ref={card}
      role="dialog"
      aria-label={region.title}
      tabIndex={-1}
      className={cx(styles.card, onLeft ? styles.left : styles.right)}
      style={{ borderLeftColor: regionColor(region, theme) }}
      data-testid="tidemark-incident-card"
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.stopPropagation();
          onClose();
        }
      }}
    >
      <Stack direction="row" justifyContent="space-between" alignItems="flex-start" gap={1}>
        <div className={styles.title}>{region.title}</div>
        <Stack direction="row" gap={0.5} alignItems="center">
          {regions.length > 1 && (
            <>
              <IconButton
                name="angle-left"
                aria-label={t('graph.card.previous', 'Previous')}
                onClick={() => move(-1)}
              />
              <span className={styles.facts}>{`${shown + 1} / ${regions.length}`}</span>
              <IconButton name="angle-right" aria-label={t('graph.card.next', 'Next')} onClick={() => move(1)} />
            </>
          )}
          <IconButton name="times" aria-label={t('graph.card.close', 'Close')} onClick={onClose} />
        </Stack>
      </Stack>
      <div>{region.text}</div>
      <div className={styles.facts}>
        {[
          t('graph.card.severity', 'Severity {{severity}} ({{level}})', {
            ...RAW,
            severity: Math.round(incident.severity),
            level: levelName(severityLevel(incident.severity)),
          }),
          incident.open
            ? t('graph.card.since', 'since {{from}}', { ...RAW, from: formats.time(region.startMs) })
            : `${formats.time(region.startMs)} – ${formats.time(region.endMs)}`,
        ].join(' · ')}
      </div>
      {onVerdict !== undefined && (
        <VerdictButtons incident={verdict} sending={verdict.sending} onVerdict={verdict.give} />
      )}
      {verdict.error !== null && (
        <div role="alert" className={styles.error}>
          {verdict.error}
        </div>
      )}
      {incident.link !== null && (
        <LinkButton href={incident.link} size="sm" variant="secondary" fill="text" icon="arrow-right">
          {t('graph.card.open', 'Open incident')}
        </LinkButton>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  card: css({
    position: 'absolute',
    top: theme.spacing(1),
    zIndex: theme.zIndex.portal - 1,
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
    width: theme.spacing(46),
    maxWidth: '90%',
    maxHeight: '95%',
    overflow: 'auto',
    padding: theme.spacing(1.5),
    background: theme.colors.background.elevated,
    border: `1px solid ${theme.colors.border.medium}`,
    borderLeft: `${theme.spacing(0.5)} solid`,
    borderRadius: theme.shape.radius.default,
    boxShadow: theme.shadows.z3,
    overflowWrap: 'anywhere',
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}` },
  }),
  left: css({ left: theme.spacing(9) }),
  right: css({ right: theme.spacing(3) }),
  title: css({ fontWeight: theme.typography.fontWeightMedium }),
  facts: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  error: css({ color: theme.colors.error.text }),
});
