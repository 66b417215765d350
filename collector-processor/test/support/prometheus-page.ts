/** /metrics as text. */
export async function readMetrics(api: string, token?: string): Promise<string> {
  const headers = token === undefined ? undefined : { authorization: `Bearer ${token}` };
  return (await fetch(`${api}/metrics`, { headers })).text();
}

/** The sum of a metric's samples that have all of these labels. */
export function metricSum(page: string, name: string, labels: Readonly<Record<string, string>>): number {
  return page
    .split('\n')
    .filter((line) => line.startsWith(`${name}{`))
    .filter((line) => Object.entries(labels).every(([key, value]) => line.includes(`${key}="${value}"`)))
    .reduce(
      (sum, line) =>
        sum +
        Number(
          line
            .slice(line.lastIndexOf('}') + 1)
            .trim()
            .split(' ')[0],
        ),
      0,
    );
}
