import React, { useMemo } from 'react';
import { css } from '@emotion/css';
import { getDisplayProcessor, reduceField, type DisplayValue, type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import type { VizLegendOptions } from '@grafana/schema';
import { VizLegend, useStyles2, useTheme2, type VizLegendItem } from '@grafana/ui';
import { RAW } from '../i18n/raw';
import type { OverlayGroup, OverlayView } from '../view/overlay-view';
import { groupColor } from './colors';
import { LegendKeys } from './LegendKeys';
import type { VisibleLines } from './visible-lines';

export interface GraphLegendProps {
  readonly view: OverlayView;
  readonly visible: VisibleLines;
  readonly options: VizLegendOptions;
  readonly hidden: ReadonlySet<string>;
  /** A series was pressed: alone with it, or, with a modifier key held, it alone switched. */
  readonly onToggle: (group: OverlayGroup, add: boolean) => void;
}

/** Series, as Grafana's Time series panel lists them, and the key to what is drawn around them. */
export function GraphLegend({ view, visible, options, hidden, onToggle }: GraphLegendProps) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const { calcs } = options;
  const items = useMemo(
    () =>
      view.groups.map((group): VizLegendItem<OverlayGroup> => ({
        label: group.name,
        color: groupColor(group, theme),
        yAxis: 1,
        disabled: hidden.has(group.key),
        getItemKey: () => group.key,
        // Asked for nothing, Grafana would still go through every value.
        getDisplayValues: calcs.length === 0 ? undefined : () => calculated(group, calcs, theme),
        data: group,
      })),
    [view, theme, hidden, calcs],
  );
  return (
    <div className={options.placement === 'right' ? styles.right : styles.bottom}>
      {visible.omitted > 0 && (
        <span className={styles.note} role="note">
          {t(
            'graph.legend.omitted',
            '{{omitted}} series are not drawn; those of the highest score are. Narrow the query to see the others.',
            { ...RAW, omitted: visible.omitted },
          )}
        </span>
      )}
      <VizLegend
        items={items}
        placement={options.placement}
        displayMode={options.displayMode}
        sortBy={options.sortBy}
        sortDesc={options.sortDesc}
        isSortable
        onLabelClick={({ data }, event) =>
          data !== undefined && onToggle(data, event.ctrlKey || event.metaKey || event.shiftKey)
        }
      />
      <LegendKeys view={view} visible={visible} />
    </div>
  );
}

function calculated({ field }: OverlayGroup, calcs: readonly string[], theme: GrafanaTheme2): DisplayValue[] {
  const display = field.display ?? getDisplayProcessor({ field, theme });
  const values = reduceField({ field, reducers: [...calcs] });
  return calcs.map((calc) => ({ ...display(values[calc]), title: calc }));
}

const getStyles = (theme: GrafanaTheme2) => ({
  bottom: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    columnGap: theme.spacing(1),
    paddingTop: theme.spacing(0.5),
  }),
  right: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1) }),
  note: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
