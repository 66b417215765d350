import { useMemo, useState } from 'react';
import { usePanelContext } from '@grafana/ui';
import type { OverlayGroup, OverlayView } from '../view/overlay-view';
import { isHidden } from './field-style';

export interface HiddenSeries {
  readonly hidden: ReadonlySet<string>;
  readonly toggle: (group: OverlayGroup, add: boolean) => void;
}

/**
 * Which series are switched off. In a dashboard Grafana keeps that as an override of the panel, which it changes itself
 * when the legend is pressed; in a plain page it is kept here.
 */
export function useHiddenSeries(view: OverlayView): HiddenSeries {
  const { onToggleSeriesVisibility } = usePanelContext();
  const [own, setOwn] = useState<ReadonlySet<string>>(new Set());
  const hidden = useMemo(() => {
    const keys = view.groups.filter(({ key, field }) => own.has(key) || isHidden(field)).map(({ key }) => key);
    // Whatever is left of a choice among other series: an empty graph would tell nobody why.
    return new Set(keys.length === view.groups.length && own.size > 0 ? [] : keys);
  }, [view, own]);
  const toggle = (group: OverlayGroup, add: boolean) => {
    if (onToggleSeriesVisibility === undefined) {
      setOwn((before) => toggled(view, before, group.key, add));
    }
  };
  return { hidden, toggle };
}

/** Pressing a series shows it alone, and all again when it is alone already; with `add` it is switched by itself. */
export function toggled(
  view: OverlayView,
  hidden: ReadonlySet<string>,
  key: string,
  add: boolean,
): ReadonlySet<string> {
  const others = view.groups.map((group) => group.key).filter((one) => one !== key);
  if (add) {
    return new Set(hidden.has(key) ? [...hidden].filter((one) => one !== key) : [...hidden, key]);
  }
  return new Set(!hidden.has(key) && others.every((one) => hidden.has(one)) ? [] : others);
}
