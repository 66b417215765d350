import React, { useEffect, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { LabelledField } from '../parts/LabelledField';
import { GROWTH_RANGE } from './forecast-state';

interface Props {
  /** Per cent. */
  readonly value: number;
  readonly onChange: (value: number) => void;
}

/** While a hand is on it nothing is asked; the answer costs something. */
const SETTLED_MS = 400;

/** "+20 %": what is supposed on top of the forecast. The browser's own slider, so that keys and screen readers know it. */
export function GrowthSlider({ value, onChange }: Props) {
  const styles = useStyles2(getStyles);
  const [dragged, setDragged] = useState<number | null>(null);
  useEffect(() => {
    if (dragged === null) {
      return undefined;
    }
    const timer = setTimeout(() => {
      onChange(dragged);
      setDragged(null);
    }, SETTLED_MS);
    return () => clearTimeout(timer);
  }, [dragged, onChange]);
  const shown = dragged ?? value;
  const text = `${shown > 0 ? '+' : ''}${shown} %`;
  return (
    <LabelledField label={t('forecast.growth', 'Growth that is supposed')} id="tidemark-forecast-growth">
      <div className={styles.row}>
        <input
          id="tidemark-forecast-growth"
          type="range"
          className={styles.slider}
          {...GROWTH_RANGE}
          value={shown}
          aria-valuetext={text}
          onChange={(event) => setDragged(Number(event.currentTarget.value))}
        />
        <output htmlFor="tidemark-forecast-growth" className={styles.text}>
          {text}
        </output>
      </div>
    </LabelledField>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1), height: theme.spacing(4) }),
  slider: css({ width: 180, accentColor: theme.colors.primary.main }),
  text: css({ minWidth: 56, fontVariantNumeric: 'tabular-nums' }),
});
