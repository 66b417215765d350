import { existsSync } from 'node:fs';
import { goVersion } from '../../test/peers/install/go.ts';
import { cost, type Bench } from '../frame.ts';
import { adaptiveRulesUs } from '../rules/prometheus.ts';
import { runScript } from '../scale/run-script.ts';

const THOUSANDS = 100;
const PEER_SERIES = 500;
const EVALUATIONS = 8;

/** What bench/scale/pipeline.ts prints. */
interface Pipeline {
  readonly stepUs: number;
  readonly answeredUs: number;
  readonly earlyUs: number;
}

/**
 * CPU a series and step from the request to what is scored, stored and in a checkpoint, beside a real Prometheus with the adaptive
 * rules of grafana/promql-anomaly-detection. They are not part of Tidemark: TIDEMARK_RULES says where a copy of rules/adaptive.yml is.
 */
export const rulesBench: Bench = {
  name: 'rules',
  async run({ quick, log }) {
    if (quick) return [];
    const rules = process.env.TIDEMARK_RULES;
    if (rules === undefined || !existsSync(rules)) {
      log('TIDEMARK_RULES names no rules/adaptive.yml of grafana/promql-anomaly-detection: not measured beside it');
      return [];
    }
    if (goVersion() === null) {
      log('no Go here: not measured beside a Prometheus');
      return [];
    }
    const peerUs = await adaptiveRulesUs(rules, { series: PEER_SERIES, evaluations: EVALUATIONS, log });
    const { stepUs, answeredUs, earlyUs } = await runScript<Pipeline>('pipeline.ts', THOUSANDS);
    log(
      `of ${stepUs.toFixed(1)} µs CPU a series and step ${answeredUs.toFixed(1)} until the last request is answered; ${earlyUs.toFixed(1)} in minutes 7 to 10`,
    );
    const peer = `Prometheus 3.15, adaptive rules, ${PEER_SERIES} series`;
    return [cost('a series and step, whole pipeline', 'µs CPU', stepUs, peer, peerUs)];
  },
};
