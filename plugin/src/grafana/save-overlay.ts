import { t } from '@grafana/i18n';
import { RAW } from '../shared/i18n/raw';
import type { GrafanaAnswer, GrafanaHttp } from './grafana-http';
import { addOverlay, overlayTarget, type DashboardJson, type OverlayQuery } from './overlay-edit';

export interface PanelRef {
  readonly dashboardUid: string;
  readonly id: number;
}

export type OverlayOutcome =
  /** The dashboard has a new version; `present` means that nothing had to be done. */
  | { readonly status: 'saved' | 'present' }
  /** Grafana does not let us, or we should not: what a person can paste instead, and why. */
  | { readonly status: 'by_hand'; readonly reason: string; readonly json: string }
  | { readonly status: 'failed'; readonly message: string };

interface DashboardAnswer {
  readonly dashboard: DashboardJson;
  readonly meta: { readonly folderUid?: string; readonly provisioned?: boolean; readonly canSave?: boolean };
}

/** Somebody else saved between our reading and our writing. */
const CHANGED_MEANWHILE = 412;
/** A dashboard of the new kind, whose JSON the classic API does not give. */
const NEW_LAYOUT = 406;

/**
 * Draws a watch's bands on a panel by saving its dashboard with one query more: a new version with a message, which the
 * dashboard's own history takes back. Nothing is overwritten: a dashboard changed meanwhile is read and edited once more.
 */
export async function saveOverlay(http: GrafanaHttp, panel: PanelRef, query: OverlayQuery): Promise<OverlayOutcome> {
  const first = await tryOverlay(http, panel, query);
  const outcome = first === 'changed' ? await tryOverlay(http, panel, query) : first;
  return outcome === 'changed'
    ? {
        status: 'failed',
        message: t('overlay.busy', 'The dashboard is being changed by somebody else. Try again when they are done.'),
      }
    : outcome;
}

async function tryOverlay(
  http: GrafanaHttp,
  panel: PanelRef,
  query: OverlayQuery,
): Promise<OverlayOutcome | 'changed'> {
  const byHand = (reason: string): OverlayOutcome => ({ status: 'by_hand', reason, json: queryJson(query) });
  const read = await http<DashboardAnswer>({
    method: 'GET',
    path: `/api/dashboards/uid/${encodeURIComponent(panel.dashboardUid)}`,
  });
  if (read.status === 'refused') {
    return read.code === NEW_LAYOUT
      ? byHand(t('overlay.new-layout', 'This dashboard is of the new layout, which Tidemark cannot edit yet.'))
      : { status: 'failed', message: readProblem(read) };
  }
  const { dashboard, meta } = read.data;
  if (meta.provisioned === true) {
    return byHand(t('overlay.provisioned', 'This dashboard is provisioned from a file, so it is changed there.'));
  }
  if (meta.canSave === false) {
    return byHand(t('overlay.may-not', 'You may not save this dashboard. Somebody who may can add the query.'));
  }
  const edit = addOverlay(dashboard, panel.id, query);
  switch (edit.status) {
    case 'present':
      return { status: 'present' };
    case 'no_panel':
      return byHand(
        t(
          'overlay.no-panel',
          'The saved dashboard does not have this panel: it was not saved yet, or it is a repeat of another.',
        ),
      );
    case 'library_panel':
      return byHand(
        t(
          'overlay.library',
          'This is the library panel “{{name}}”, which other dashboards show too. Edit it in the library.',
          {
            ...{ ...RAW, name: edit.name },
          },
        ),
      );
    case 'other_type':
      return byHand(
        t('overlay.other-type', 'A panel of type “{{type}}” draws no bands; Time series and the Tidemark graph do.', {
          ...{ ...RAW, type: edit.type },
        }),
      );
    case 'edited':
      return answerOf(
        await http({
          method: 'POST',
          path: '/api/dashboards/db',
          body: {
            dashboard: edit.dashboard,
            folderUid: meta.folderUid,
            message: t('overlay.message', 'Tidemark: bands of the watch "{{watch}}"', { ...RAW, watch: query.watch }),
            overwrite: false,
          },
        }),
        byHand,
      );
  }
}

function answerOf(
  answer: GrafanaAnswer<unknown>,
  byHand: (reason: string) => OverlayOutcome,
): OverlayOutcome | 'changed' {
  if (answer.status === 'ok') {
    return { status: 'saved' };
  }
  switch (answer.code) {
    case CHANGED_MEANWHILE:
      return 'changed';
    case 400:
      return byHand(
        t('overlay.refused', 'Grafana does not save this dashboard: {{why}}.', {
          ...{ ...RAW, why: answer.message || t('overlay.no-reason', 'it gives no reason') },
        }),
      );
    case 403:
      return byHand(t('overlay.may-not', 'You may not save this dashboard. Somebody who may can add the query.'));
    default:
      return { status: 'failed', message: refusal(t('overlay.not-saved', 'The dashboard was not saved'), answer) };
  }
}

function readProblem(answer: GrafanaAnswer<unknown> & { status: 'refused' }): string {
  return answer.code === 404
    ? t('overlay.gone', 'The dashboard is not there any more.')
    : refusal(t('overlay.not-read', 'The dashboard could not be read'), answer);
}

/** A sentence for a request that Grafana refused. */
export function refusal(what: string, { code, message }: { code: number; message: string }): string {
  const why =
    message === ''
      ? t('overlay.status', 'Grafana answered with HTTP status {{code}}', { code })
      : message.replace(/\.$/, '');
  return t('overlay.refusal', '{{what}}: {{why}}. Try again; if it stays so, Grafana’s log says more.', {
    ...RAW,
    what,
    why,
  });
}

/** What a person pastes into the panel's JSON, as one more of its `targets`. */
function queryJson(query: OverlayQuery): string {
  return JSON.stringify(overlayTarget(query, 'Tidemark'), null, 2);
}
