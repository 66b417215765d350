import { t } from '@grafana/i18n';
import { RAW } from '../i18n/raw';

type Details = Readonly<Record<string, string | number>>;
interface Said {
  readonly text: string;
  readonly help: string;
}

/**
 * What the processor's errors say, by code, in the person's language; English is as its registry has it (a test compares
 * them). Null for a code that is not known here, of a newer processor: its own sentence is shown then.
 */
export function serverText(code: string, details: Details): Said | null {
  return TEXTS[code]?.({ ...details, ...RAW }) ?? null;
}

export const TEXTS: Readonly<Record<string, (values: Readonly<Record<string, unknown>>) => Said>> = {
  TLERR_BACKTEST_BUSY: (values) => ({
    text: t('server.backtest-busy.text', '{{waiting}} backtests wait already', values),
    help: t('server.backtest-busy.help', 'Wait for one of them to end, or cancel it.'),
  }),
  TLERR_BACKTEST_EMPTY: (values) => ({
    text: t('server.backtest-empty.text', 'The expression has no value from {{from}} to {{to}}', values),
    help: t('server.backtest-empty.help', 'Try it in Grafana’s Explore; take a span in which it has values.'),
  }),
  TLERR_BACKTEST_FAILED: (values) => ({
    text: t('server.backtest-failed.text', 'The backtest ended without a result: {{reason}}', values),
    help: t(
      'server.backtest-failed.help',
      'Try fewer series, a longer step or a shorter span; if it fails again, please report it.',
    ),
  }),
  TLERR_BAD_PARAMETER: (values) => ({
    text: t(
      'server.bad-parameter.text',
      "Parameter '{{field}}' is {{problem}} (given: {{given}}); allowed: {{allowed}}",
      values,
    ),
    help: t('server.bad-parameter.help', 'Correct the parameter named; the contract is at /api/openapi.json.'),
  }),
  TLERR_BAD_REQUEST: (values) => ({
    text: t('server.bad-request.text', 'The request was refused: {{reason}}', values),
    help: t('server.bad-request.help', 'Correct the request; the contract is at /api/openapi.json.'),
  }),
  TLERR_UNAUTHENTICATED: (values) => ({
    text: t('server.unauthenticated.text', 'A token is needed that Tidemark knows', values),
    help: t(
      'server.unauthenticated.help',
      "Send 'Authorization: Bearer <token>' with one of auth.tokens of tidemark.yaml.",
    ),
  }),
  TLERR_FORBIDDEN: (values) => ({
    text: t('server.forbidden.text', "The token may not do this: it lacks the scope '{{scope}}'", values),
    help: t(
      'server.forbidden.help',
      'Add the scope to the token in auth.tokens of tidemark.yaml, or use another token.',
    ),
  }),
  TLERR_NOT_FOUND: (values) => ({
    text: t('server.not-found.text', '{{what}} not found', values),
    help: t('server.not-found.help', 'List what exists first: /api/v1/watches, /api/v1/incidents.'),
  }),
  TLERR_SOURCE_ANSWER: (values) => ({
    text: t(
      'server.source-answer.text',
      "The source '{{source}}' answers, but not as Prometheus does: {{reason}}",
      values,
    ),
    help: t(
      'server.source-answer.help',
      'Check the address in `sources`: Tidemark appends /api/v1/query_range to it (Mimir’s ends in /prometheus).',
    ),
  }),
  TLERR_SOURCE_CREDENTIALS: (values) => ({
    text: t(
      'server.source-credentials.text',
      "The source '{{source}}' refuses Tidemark's credentials (HTTP {{status}})",
      values,
    ),
    help: t(
      'server.source-credentials.help',
      'Correct basic, bearer_token, headers or tls of the source in tidemark.yaml.',
    ),
  }),
  TLERR_SOURCE_HISTOGRAMS: (values) => ({
    text: t(
      'server.source-histograms.text',
      "The expression gives native histograms, which are no numbers (source '{{source}}')",
      values,
    ),
    help: t(
      'server.source-histograms.help',
      'Make numbers of them: histogram_quantile(0.95, …), histogram_count(…) or histogram_avg(…).',
    ),
  }),
  TLERR_SOURCE_QUERY: (values) => ({
    text: t('server.source-query.text', "The source '{{source}}' cannot evaluate the expression: {{reason}}", values),
    help: t(
      'server.source-query.help',
      'Try the expression in Grafana’s Explore or in Prometheus itself, correct it, and save the watch again.',
    ),
  }),
  TLERR_SOURCE_SERIES: (values) => ({
    text: t(
      'server.source-series.text',
      "The expression gives {{found}} series at once; {{allowed}} are allowed (source '{{source}}')",
      values,
    ),
    help: t(
      'server.source-series.help',
      'Aggregate more (sum by (…)), select less, or raise max_series of the source in tidemark.yaml.',
    ),
  }),
  TLERR_SOURCE_TIMEOUT: (values) => ({
    text: t('server.source-timeout.text', "The source '{{source}}' did not answer within {{after}}", values),
    help: t(
      'server.source-timeout.help',
      'Make the expression cheaper (a recording rule), or raise timeout of the source in tidemark.yaml.',
    ),
  }),
  TLERR_SOURCE_TOO_MUCH: (values) => ({
    text: t(
      'server.source-too-much.text',
      "The expression is too much for the source '{{source}}': {{reason}}",
      values,
    ),
    help: t(
      'server.source-too-much.help',
      'Aggregate more, select less, take a longer step, or make a recording rule of it.',
    ),
  }),
  TLERR_SOURCE_UNREACHABLE: (values) => ({
    text: t('server.source-unreachable.text', "The source '{{source}}' does not answer: {{reason}}", values),
    help: t(
      'server.source-unreachable.help',
      'Check that it runs and that its address in `sources` can be reached from Tidemark. What is missed meanwhile is caught up on.',
    ),
  }),
  TLERR_JOURNAL_UNWRITABLE: (values) => ({
    text: t('server.journal-unwritable.text', 'The journal on disk cannot take it: {{reason}}', values),
    help: t(
      'server.journal-unwritable.help',
      'Nothing was kept. Make room on the disk that holds storage.path, or make it writable; Tidemark goes on by itself, and exporters and the Collector send again what was refused.',
    ),
  }),
  TLERR_STORE_WRITE_FAILED: (values) => ({
    text: t('server.store-write-failed.text', 'Nothing was saved: {{reason}}', values),
    help: t('server.store-write-failed.help', 'Make room on the disk that holds the database, then try again.'),
  }),
  TLERR_FORECAST_HISTORY: (values) => ({
    text: t('server.forecast-history.text', 'The history cannot be forecast: {{reason}}', values),
    help: t(
      'server.forecast-history.help',
      'Give a regular history, oldest first, with at least one finite value; missing steps are NaN.',
    ),
  }),
  TLERR_FORECAST_YOUNG: (values) => ({
    text: t('server.forecast-young.text', 'There is no whole hour of this series yet', values),
    help: t('server.forecast-young.help', 'Forecasts are made of whole hours: look again in an hour.', values),
  }),
  TLERR_FORECAST_REQUEST: (values) => ({
    text: t('server.forecast-request.text', 'This cannot be forecast: {{problem}}', values),
    help: t(
      'server.forecast-request.help',
      'Correct what is named. For a longer horizon forecast a roll-up: hours or days instead of steps.',
    ),
  }),
  TLERR_UNEXPECTED: (values) => ({
    text: t('server.unexpected.text', 'Something went wrong that Tidemark did not expect: {{reason}}', values),
    help: t('server.unexpected.help', 'Please report it with the stack trace; DEBUG=tidemark prints it.'),
  }),
  TLERR_WHAT_IF: (values) => ({
    text: t('server.what-if.text', 'The question could not be worked on: {{reason}}', values),
    help: t('server.what-if.help', 'Ask again in a moment, for fewer models or a nearer horizon.'),
  }),
  TLERR_WATCH_FIXED: (values) => ({
    text: t('server.watch-fixed.text', "Watch '{{watch}}' cannot be changed here: it {{origin}}", values),
    help: t(
      'server.watch-fixed.help',
      'Change it in tidemark.yaml and restart Tidemark; watches made at run time can be changed at run time.',
    ),
  }),
  TLERR_WATCH_INVALID: (values) => ({
    text: t('server.watch-invalid.text', 'The watch has {{count}} to correct: {{problems}}', values),
    help: t(
      'server.watch-invalid.help',
      'Correct them and send it again; every key is explained under `watches` in docs/configuration.md.',
    ),
  }),
};
