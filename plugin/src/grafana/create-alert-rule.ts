import { t } from '@grafana/i18n';
import { RAW } from '../shared/i18n/raw';
import type { GrafanaHttp } from './grafana-http';
import { alertRule, alertRuleUid, type AlertRuleSubject } from './alert-rule';
import { refusal } from './save-overlay';

export type AlertRuleOutcome =
  /** Open Grafana's own editor on it. */
  | { readonly status: 'created' | 'exists'; readonly uid: string }
  | { readonly status: 'failed'; readonly message: string };

export interface AlertRuleRequest extends Pick<AlertRuleSubject, 'watch' | 'stepMs' | 'panel'> {
  /** Where the derived metrics may be, the likeliest first. */
  readonly prometheusUids: readonly string[];
}

const FOLDER = 'Tidemark';

/** Makes the alert rule of a watch, which stays editable by hand; finds the one that there is. */
export async function createAlertRule(http: GrafanaHttp, request: AlertRuleRequest): Promise<AlertRuleOutcome> {
  const { watch } = request;
  const uid = alertRuleUid(watch);
  const known = await http({ method: 'GET', path: `/api/v1/provisioning/alert-rules/${uid}` });
  if (known.status === 'ok') {
    return { status: 'exists', uid };
  }
  const prometheusUid = await firstWithMetrics(http, request.prometheusUids);
  if (prometheusUid === null) {
    return { status: 'failed', message: noMetrics() };
  }
  const folder = await tidemarkFolder(http);
  if (folder.status === 'failed') {
    return folder;
  }
  const created = await http({
    method: 'POST',
    path: '/api/v1/provisioning/alert-rules',
    body: alertRule({ ...request, prometheusUid, folderUid: folder.uid }),
    // Without it the rule could never be edited in Grafana.
    headers: { 'X-Disable-Provenance': 'true' },
  });
  return created.status === 'ok'
    ? { status: 'created', uid }
    : { status: 'failed', message: problem(t('rule.not-made', 'The alert rule was not made'), created) };
}

const noMetrics = () =>
  t(
    'rule.no-metrics',
    'No Prometheus of this Grafana holds tidemark_anomalous. Alert rules work on the derived metrics: let Tidemark export them to Prometheus (export.otlp, or scrape its /metrics), and try again a step later.',
  );

interface PromAnswer {
  readonly data?: { readonly result?: readonly unknown[] };
}

async function firstWithMetrics(http: GrafanaHttp, uids: readonly string[]): Promise<string | null> {
  for (const uid of uids) {
    const answer = await http<PromAnswer>({
      method: 'GET',
      path: `/api/datasources/uid/${encodeURIComponent(uid)}/resources/api/v1/query`,
      params: { query: 'count(tidemark_anomalous)' },
    });
    if (answer.status === 'ok' && (answer.data.data?.result ?? []).length > 0) {
      return uid;
    }
  }
  return null;
}

type FolderOutcome = { readonly status: 'found'; readonly uid: string } | (AlertRuleOutcome & { status: 'failed' });

interface FolderHit {
  readonly uid: string;
  readonly title: string;
}

/** The folder of the provisioned rules; made where there is none. */
async function tidemarkFolder(http: GrafanaHttp): Promise<FolderOutcome> {
  const found = await http<FolderHit[]>({
    method: 'GET',
    path: '/api/search',
    params: { type: 'dash-folder', query: FOLDER },
  });
  const folder = found.status === 'ok' ? found.data.find(({ title }) => title === FOLDER) : undefined;
  if (folder !== undefined) {
    return { status: 'found', uid: folder.uid };
  }
  const made = await http<FolderHit>({ method: 'POST', path: '/api/folders', body: { title: FOLDER } });
  return made.status === 'ok'
    ? { status: 'found', uid: made.data.uid }
    : {
        status: 'failed',
        message: problem(
          t('rule.no-folder', 'The folder “{{folder}}” for alert rules was not made', { ...RAW, folder: FOLDER }),
          made,
        ),
      };
}

function problem(what: string, answer: { code: number; message: string }): string {
  return answer.code === 403
    ? t('rule.may-not', '{{what}}: you may not. An editor of this Grafana, or an administrator, can.', { ...RAW, what })
    : refusal(what, answer);
}
