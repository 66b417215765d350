import { plainText } from '../shared/view/plain-text';
import type { GrafanaHttp } from './grafana-http';

/** What somebody, or a pipeline, noted in Grafana: an annotation that is not an alert's. */
export interface Note {
  readonly id: number;
  readonly startMs: number;
  /** Equal to the start for a moment. */
  readonly endMs: number;
  readonly text: string;
  readonly tags: readonly string[];
  /** The dashboard that it is on; null: it is on all of them. */
  readonly dashboardUid: string | null;
}

export type NotesAnswer =
  | { readonly status: 'read'; readonly notes: readonly Note[] }
  /** `message` is Grafana's own. */
  | { readonly status: 'refused'; readonly message: string };

/** What Grafana answers; it leaves out, or empties, what an annotation does not have. */
interface Annotation {
  readonly id: number;
  readonly time: number;
  readonly timeEnd?: number;
  readonly text?: string;
  readonly tags?: readonly string[] | null;
  readonly dashboardUID?: string | null;
}

/** More in a few hours are no notes, but a log. */
const MOST = 100;

/** Notes that touch a time, on any dashboard that the person may see, oldest first. */
export async function readNotes(
  http: GrafanaHttp,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
): Promise<NotesAnswer> {
  const params = {
    from: String(Math.floor(fromMs)),
    to: String(Math.ceil(toMs)),
    limit: String(MOST),
    type: 'annotation',
  };
  const answer = await http<readonly Annotation[]>({ method: 'GET', path: '/api/annotations', params });
  if (answer.status === 'refused') {
    return answer;
  }
  const notes = answer.data.map(({ id, time, timeEnd, text, tags, dashboardUID }) => ({
    ...{ id, startMs: time, endMs: Math.max(time, timeEnd ?? 0), text: plainText(text), tags: tags ?? [] },
    dashboardUid: dashboardUID || null,
  }));
  return { status: 'read', notes: notes.sort((a, b) => a.startMs - b.startMs) };
}
