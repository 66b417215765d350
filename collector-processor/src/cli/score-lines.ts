import type { StepVersions } from './score-order.ts';

/** Turns steps into lines; keeps the constant part of each series' lines. */
export function createScoreLines(): (versions: StepVersions) => { text: string; rows: number } {
  const heads = new Map<number, string>();

  return (versions) => {
    const written = new Set<number>();
    let text = '';
    // The newest version of a row is the one that counts.
    for (const { step, incidents } of versions.toReversed()) {
      const { columns } = step;
      for (const [row, { id, watch, labels }] of step.series.entries()) {
        if (written.has(id)) continue;
        written.add(id);
        let head = heads.get(id);
        if (head === undefined) {
          head = `{"watch":${JSON.stringify(watch)},"labels":${JSON.stringify(labels)}`;
          heads.set(id, head);
        }
        const incident = incidents[row];
        text +=
          `${head},"time":${step.stepStartMs},"value":${json(columns.value[row])},"expected":${json(columns.expected[row])}` +
          `,"lower":${json(columns.lower[row])},"upper":${json(columns.upper[row])},"score":${json(columns.score[row])}` +
          `,"direction":${json(columns.direction[row])},"class":${incident == null ? 'null' : `"${incident.class}"`}}\n`;
      }
    }
    return { text, rows: written.size };
  };
}

function json(value: number | undefined): string {
  return value !== undefined && Number.isFinite(value) ? String(value) : 'null';
}
