import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2, useTheme2 } from '@grafana/ui';
import type { Region } from '../view/regions';
import { regionColor } from './draw-regions';

/** An incident, or another annotation, as the tooltip mentions it. */
export function RegionNote({ region }: { readonly region: Region }) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  return (
    <div className={styles.note} style={{ borderLeftColor: regionColor(region, theme) }}>
      {region.title !== '' && (
        <div className={styles.title}>
          <Icon name="exclamation-circle" size="sm" /> {region.title}
        </div>
      )}
      {region.text !== '' && <div>{region.text}</div>}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  note: css({
    marginTop: theme.spacing(1),
    padding: theme.spacing(0.5, 1),
    borderLeft: `${theme.spacing(0.5)} solid`,
    background: theme.colors.background.secondary,
    overflowWrap: 'anywhere',
  }),
  title: css({ fontWeight: theme.typography.fontWeightMedium }),
});
