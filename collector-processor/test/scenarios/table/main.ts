/**
 * Prints what the detectors do on the scenarios, ours beside the rules that are given:
 * `npm run scenarios -- [--rules FILE]… [--web-traffic DIR]`.
 */
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { ensurePrometheus } from '../../peers/install/prometheus.ts';
import { generatedCases } from './cases.ts';
import { judge } from './judge.ts';
import { markdownTable } from './markdown.ts';
import { nasaCase } from './nasa.ts';
import { promqlAlarms } from './promql.ts';
import { tidemarkAlarms } from './tidemark.ts';

const USAGE = `npm run scenarios -- [--rules FILE]… [--web-traffic DIR]
  --rules FILE        rules/adaptive.yml or rules/robust.yml of a copy of grafana/promql-anomaly-detection, to run beside
                      ours in a real Prometheus (a minute of a core for each case; built the first time)
  --web-traffic DIR   folder with nasa_1995-07_requests_per_minute.csv.gz and nasa_1995-08_…`;

const say = (line: string): void => void process.stderr.write(`${line}\n`);

const { values: given } = parseArgs({
  options: {
    rules: { type: 'string', multiple: true, default: [] },
    'web-traffic': { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
if (given.help) say(USAGE);
else await print();

async function print(): Promise<void> {
  const folder = given['web-traffic'];
  const cases = [...generatedCases(), ...(folder === undefined ? [] : [nasaCase(folder)])];
  const systems = [
    {
      name: 'tidemark',
      judgements: cases.map((each) => {
        say(`tidemark: ${each.name}`);
        return judge(each, tidemarkAlarms(each));
      }),
    },
  ];
  for (const rules of given.rules) {
    const { promtool } = await ensurePrometheus(say);
    const name = basename(rules).replace(/\.ya?ml$/, '');
    const judgements = [];
    for (const each of cases) {
      say(`${name}: ${each.name} (case ${judgements.length + 1} of ${cases.length})`);
      judgements.push(judge(each, await promqlAlarms(promtool, rules, each)));
    }
    systems.push({ name, judgements });
  }
  process.stdout.write(markdownTable(cases, systems));
}
