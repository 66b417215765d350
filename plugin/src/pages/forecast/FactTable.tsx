import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';

interface Props {
  readonly label: string;
  readonly head: readonly string[];
  /** Texts; the first column names the row. */
  readonly rows: ReadonlyArray<readonly [name: React.ReactNode, ...cells: string[]]>;
}

/** A small table of numbers: the first column is words, the others are aligned to the right. */
export function FactTable({ label, head, rows }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.wide}>
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            {head.map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, ...cells], row) => (
            <tr key={row}>
              <th scope="row">{name}</th>
              {cells.map((cell, column) => (
                <td key={column}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  wide: css({ overflowX: 'auto', padding: theme.spacing(1, 2) }),
  table: css({
    fontVariantNumeric: 'tabular-nums',
    '& th, & td': { padding: theme.spacing(0.5, 2, 0.5, 0), textAlign: 'right', whiteSpace: 'nowrap' },
    '& th:first-child': { textAlign: 'left', fontWeight: theme.typography.fontWeightRegular },
    '& thead th': { color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightRegular },
  }),
});
