import React, { useMemo } from 'react';
import { LoadingState, type PanelProps } from '@grafana/data';
import { PanelDataErrorView } from '@grafana/runtime';
import { OverlayGraph } from '../../shared/graph/OverlayGraph';
import { isEmptyView, overlayView } from '../../shared/view/overlay-view';
import { emptyReason } from '../empty-reason';
import type { PanelOptions } from '../types';

/** Grafana's side of the graph: what it hands to a panel becomes a view. */
export function TidemarkPanel(props: PanelProps<PanelOptions>) {
  const { id, data, fieldConfig, options, timeRange, timeZone, width, height, onChangeTimeRange } = props;
  const view = useMemo(() => overlayView(data.series, data.annotations), [data.series, data.annotations]);
  const fromMs = timeRange.from.valueOf();
  const toMs = timeRange.to.valueOf();
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
    />
  );
}
