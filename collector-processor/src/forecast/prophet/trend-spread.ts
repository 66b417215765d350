/**
 * How far the trend may have strayed so many steps ahead, one standard deviation. Prophet draws paths whose slope goes
 * on to change as often, and by as much, as it did in the history: changes come as a Poisson process and their sizes
 * from a Laplace distribution. Their sum has the variance 2 b² λ h³ / 3, so nothing needs to be drawn.
 *
 * @param trend the trend at each step of the history
 * @param changes how many changes of slope the history was allowed
 */
export function trendSpread(trend: readonly number[], changes: number): (stepsAhead: number) => number {
  let turned = 0;
  for (let i = 2; i < trend.length; i++) turned += Math.abs(trend[i]! - 2 * trend[i - 1]! + trend[i - 2]!);
  const size = turned / changes;
  const rate = changes / trend.length;
  return (stepsAhead) => Math.sqrt((2 * size * size * rate * stepsAhead ** 3) / 3);
}
