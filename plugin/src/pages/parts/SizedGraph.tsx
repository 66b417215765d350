import React from 'react';
import { DEFAULT_GRAPH_OPTIONS } from '../../shared/graph/options';
import { OverlayGraph } from '../../shared/graph/OverlayGraph';
import { useElementWidth } from '../../shared/react/use-element-width';
import type { OverlayView } from '../../shared/view/overlay-view';
import { useHost } from '../host';

interface Props {
  readonly view: OverlayView;
  readonly range: { readonly fromMs: number; readonly toMs: number };
  readonly height: number;
  readonly selectedIncidentId?: string | null;
  readonly onZoom?: (range: { from: number; to: number }) => void;
}

/** The graph, as wide as the page gives it. */
export function SizedGraph({ height, ...graph }: Props) {
  const { timeZone } = useHost();
  const { ref, width } = useElementWidth();
  return (
    <div ref={ref} style={{ minHeight: height }}>
      {width > 0 && (
        <OverlayGraph {...graph} options={DEFAULT_GRAPH_OPTIONS} timeZone={timeZone} width={width} height={height} />
      )}
    </div>
  );
}
