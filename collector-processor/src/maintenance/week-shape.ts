/**
 * An hour of the week is known from a few weeks only: as far as the hours differ from one day's shape times (or plus) a
 * height a day by no more than chance, that shape stands for them (James & Stein 1961). Smoothing over neighbours would
 * cut the peaks that limits are about.
 */
export function drawnToShape(
  raw: Float64Array,
  bySlot: readonly number[][],
  multiplicative: boolean,
): Float64Array<ArrayBuffer> {
  const perDay = raw.length / 7;
  if (!Number.isInteger(perDay) || perDay < 2) return Float64Array.from(raw);
  const heights = Float64Array.from({ length: 7 }, (_, day) => {
    const of = raw.subarray(day * perDay, (day + 1) * perDay);
    return of.reduce((sum, value) => sum + value / perDay, 0);
  });
  const own = raw.map((value, slot) => {
    const height = heights[Math.floor(slot / perDay)]!;
    return multiplicative ? (height > 0 ? value / height : 1) : value - height;
  });
  const shape = Float64Array.from({ length: perDay }, (_, hour) => {
    let sum = 0;
    for (let day = 0; day < 7; day++) sum += own[day * perDay + hour]! / 7;
    return sum;
  });
  const drawn = raw.map((_, slot) => {
    const height = heights[Math.floor(slot / perDay)]!;
    const usual = shape[slot % perDay]!;
    return multiplicative ? height * usual : height + usual;
  });
  let apart = 0;
  let chance = 0;
  raw.forEach((value, slot) => {
    apart += (value - drawn[slot]!) ** 2;
    chance += varianceOfMean(bySlot[slot]!);
  });
  const believed = apart > 0 ? Math.max(0, 1 - chance / apart) : 0;
  return drawn.map((value, slot) => value + believed * (raw[slot]! - value));
}

function varianceOfMean(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1) / values.length;
}
