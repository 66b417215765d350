export type Labels = Record<string, string>;

export interface Sample {
  readonly metric: Labels;
  /** Prometheus gives seconds and a string. */
  readonly value: readonly [number, string];
}

export interface RangeSample {
  readonly metric: Labels;
  readonly values: readonly (readonly [number, string])[];
}

export interface PromQl {
  instant(expr: string, atMs?: number): Promise<Sample[]>;
  /** The raw samples of a range selector (`tidemark_score[5m]`) with their own timestamps. */
  raw(selector: string): Promise<RangeSample[]>;
}

/** The query API of a Prometheus; an expression it refuses throws with Prometheus' own words. */
export function createPromQl(baseUrl: string): PromQl {
  const query = async (expr: string, atMs?: number) => {
    const body = new URLSearchParams({ query: expr, ...(atMs === undefined ? {} : { time: String(atMs / 1000) }) });
    const response = await fetch(`${baseUrl}/api/v1/query`, { method: 'POST', body });
    const answer = (await response.json()) as { status: string; error?: string; data: { result: unknown } };
    if (answer.status !== 'success') throw new Error(`Prometheus refuses ${expr}: ${answer.error}`);
    return answer.data.result;
  };
  return {
    instant: async (expr, atMs) => (await query(expr, atMs)) as Sample[],
    raw: async (selector) => (await query(selector)) as RangeSample[],
  };
}
