import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { SortOrder } from '@grafana/schema';
import { useStyles2 } from '@grafana/ui';
import { RAW } from '../i18n/raw';
import type { PointModel } from '../view/point-model';
import type { GraphFormats } from './formats';
import { RegionNote } from './RegionNote';
import { sortedRows } from './sorted-rows';
import { TooltipRow } from './TooltipRow';

export interface GraphTooltipProps {
  readonly model: PointModel;
  readonly focusedGroup: number | null;
  readonly sort?: SortOrder;
  readonly maxWidth?: number;
  readonly colorOf: (group: number) => string;
  readonly formats: GraphFormats;
}

/** With more series than this the tooltip lists values only, and tells all about the one under the pointer. */
const ROWS_WITH_DETAIL = 2;
const MAX_ROWS = 12;
const MAX_REGIONS = 3;

/** What was measured at a time, what was expected, and why it is (or is not) anomalous. */
export function GraphTooltip(props: GraphTooltipProps) {
  const { model, focusedGroup, sort = SortOrder.None, maxWidth, colorOf, formats } = props;
  const styles = useStyles2(getStyles);
  const rows = sortedRows(model.rows, sort, focusedGroup);
  const regions = [...model.regions].sort((a, b) => (b.incident?.severity ?? 0) - (a.incident?.severity ?? 0));
  return (
    <div className={styles.tooltip} style={{ maxWidth }} data-testid="tidemark-tooltip">
      <div className={styles.time}>{formats.time(model.timeMs)}</div>
      {rows.slice(0, MAX_ROWS).map((row) => (
        <TooltipRow
          key={row.group}
          row={row}
          detailed={rows.length <= ROWS_WITH_DETAIL || row.group === focusedGroup}
          color={colorOf(row.group)}
          formats={formats}
        />
      ))}
      <More count={rows.length - MAX_ROWS} />
      {regions.slice(0, MAX_REGIONS).map((region, index) => (
        <RegionNote key={index} region={region} />
      ))}
      <More count={regions.length - MAX_REGIONS} />
      {regions.some(({ incident }) => incident !== null) && (
        <div className={styles.more}>{t('graph.tooltip.click', 'Click for details and a verdict')}</div>
      )}
    </div>
  );
}

function More({ count }: { count: number }) {
  const styles = useStyles2(getStyles);
  return count > 0 ? (
    <div className={styles.more}>{t('graph.tooltip.more', 'and {{number}} more', { ...RAW, number: count })}</div>
  ) : null;
}

const getStyles = (theme: GrafanaTheme2) => ({
  tooltip: css({
    whiteSpace: 'normal',
    minWidth: theme.spacing(26),
    maxWidth: theme.spacing(46),
    padding: theme.spacing(1),
  }),
  time: css({ color: theme.colors.text.secondary, marginBottom: theme.spacing(0.5) }),
  more: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
