/** What an alert rule on one watch is made from. */
export interface AlertRuleSubject {
  readonly watch: string;
  readonly stepMs: number;
  /** The Prometheus that holds Tidemark's derived metrics, by its uid in Grafana. */
  readonly prometheusUid: string;
  readonly folderUid: string;
  /** The graph that the watch was made from; the alert links to it. */
  readonly panel: { readonly dashboardUid: string; readonly id: number } | null;
}

const GROUP = 'tidemark-watches';
/** As long as one value outside the limits can be chance. */
const WAITS_STEPS = 2;
/** Enough to find the newest step of a slow watch. */
const LOOKS_BACK_SECONDS = 600;

/**
 * A rule as Grafana's provisioning API takes it: fires while an incident of the watch is open, ends when the series is
 * back. It asks for severity times "is anomalous", a number for every series at every step, so that "no data" is never
 * mistaken for "all is well".
 */
export function alertRule({ watch, stepMs, prometheusUid, folderUid, panel }: AlertRuleSubject) {
  const matcher = `{watch=${JSON.stringify(watch)}}`;
  return {
    uid: alertRuleUid(watch),
    title: `Tidemark: ${watch} is not as expected`,
    ruleGroup: GROUP,
    folderUID: folderUid,
    condition: 'B',
    for: `${Math.max(1, Math.round((WAITS_STEPS * stepMs) / 1000))}s`,
    noDataState: 'OK',
    execErrState: 'Error',
    labels: { watch, severity: 'warning', source: 'tidemark' },
    annotations: {
      summary: `${watch} is not as expected (severity {{ printf "%.0f" $values.A.Value }} of 100)`,
      description: '{{ range $name, $value := $labels }}{{ $name }}={{ $value }} {{ end }}',
      incident_url: `{{ externalURL }}a/tidemark-anomaly-app/incidents?${incidentsSearch(watch)}`,
      ...(panel === null ? {} : { __dashboardUid__: panel.dashboardUid, __panelId__: String(panel.id) }),
    },
    data: [
      {
        refId: 'A',
        relativeTimeRange: { from: LOOKS_BACK_SECONDS, to: 0 },
        datasourceUid: prometheusUid,
        model: {
          refId: 'A',
          datasource: { type: 'prometheus', uid: prometheusUid },
          expr: `tidemark_anomalous${matcher} * tidemark_severity${matcher}`,
          instant: true,
          range: false,
        },
      },
      {
        refId: 'B',
        relativeTimeRange: { from: LOOKS_BACK_SECONDS, to: 0 },
        datasourceUid: '__expr__',
        model: {
          refId: 'B',
          type: 'threshold',
          datasource: { type: '__expr__', uid: '__expr__' },
          expression: 'A',
          conditions: [{ type: 'query', evaluator: { type: 'gt', params: [0] } }],
        },
      },
    ],
  };
}

const UID_NAME_LENGTH = 24;

/** One rule a watch: the same name gives the same uid, within Grafana's 40 characters of letters, digits, - and _. */
export function alertRuleUid(watch: string): string {
  const readable = watch.replace(/[^A-Za-z0-9]+/g, '-').slice(0, UID_NAME_LENGTH);
  return `tidemark-${readable}-${fnv1a(watch)}`;
}

/** FNV-1a, 32 bits, as 7 letters and digits at most: names that look alike once shortened stay apart. */
function fnv1a(text: string): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) {
    hash = Math.imul(hash ^ byte, 0x01000193);
  }
  return (hash >>> 0).toString(36);
}

/** Of any status: many a message is read when all is over. Braces in a watch's name would be taken for Grafana's templates. */
function incidentsSearch(watch: string): string {
  return new URLSearchParams({ watch }).toString();
}
