/** A maximal run of labelled points: `from` inside, `to` outside. */
export interface Segment {
  readonly from: number;
  readonly to: number;
}

export function segmentsOf(labels: ArrayLike<number>): Segment[] {
  const segments: Segment[] = [];
  let from = -1;
  for (let i = 0; i <= labels.length; i++) {
    const inside = i < labels.length && labels[i] !== 0;
    if (inside && from < 0) from = i;
    if (!inside && from >= 0) {
      segments.push({ from, to: i });
      from = -1;
    }
  }
  return segments;
}
