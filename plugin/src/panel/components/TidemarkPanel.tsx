import React, { useMemo } from 'react';
import { LoadingState, type PanelProps } from '@grafana/data';
import { PanelDataErrorView } from '@grafana/runtime';
import { OverlayGraph } from '../../shared/graph/OverlayGraph';
import { isEmptyView, overlayView } from '../../shared/view/overlay-view';
import { emptyReason } from '../empty-reason';
import { giveVerdict } from '../give-verdict';
import { shownRange } from '../shown-range';
import type { PanelOptions } from '../types';
import { withDefaults } from '../with-defaults';

/** Grafana's side of the graph: what it hands to a panel becomes a view. */
export default function TidemarkPanel(props: PanelProps<PanelOptions>) {
  const { id, data, fieldConfig, timeZone, width, height, onChangeTimeRange } = props;
  const options = useMemo(() => withDefaults(props.options), [props.options]);
  const view = useMemo(() => overlayView(data.series, data.annotations), [data.series, data.annotations]);
  const { fromMs, toMs } = shownRange(props.timeRange, data);
  const range = useMemo(() => ({ fromMs, toMs }), [fromMs, toMs]);

  if (isEmptyView(view) && data.state !== LoadingState.Loading) {
    return (
      <PanelDataErrorView
        panelId={id}
        data={data}
        fieldConfig={fieldConfig}
        message={emptyReason(data)}
        needsTimeField
        needsNumberField
      />
    );
  }
  return (
    <OverlayGraph
      view={view}
      options={options}
      range={range}
      timeZone={timeZone}
      width={width}
      height={height}
      onZoom={onChangeTimeRange}
      onVerdict={giveVerdict}
    />
  );
}
