import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import type { NotesAnswer } from '../../grafana/read-notes';
import type { IncidentBody } from '../../shared/api/contract';
import { dateText } from '../../shared/i18n/date-text';
import { RAW } from '../../shared/i18n/raw';
import { useHost } from '../host';
import { Card } from '../parts/Card';
import { noteText, whenNoted } from './note-text';
import { nearestNotes } from './use-notes';

interface Props {
  readonly incident: IncidentBody;
  readonly answer: NotesAnswer;
  /** What a link to a note's dashboard shows. */
  readonly window: { readonly fromMs: number; readonly toMs: number };
}

/** More hide the one that did it. */
const MOST_SHOWN = 8;

/** What people and pipelines noted in Grafana around an incident: the first question is what was changed. */
export function NotesCard({ incident, answer, window }: Props) {
  const styles = useStyles2(getStyles);
  const { timeZone, grafana } = useHost();
  const notes = answer.status === 'read' ? answer.notes : [];
  return (
    <Card title={t('notes.title', 'Noted in Grafana, from an hour before')}>
      {notes.length === 0 ? (
        <p className={styles.none}>
          {answer.status === 'refused'
            ? t('notes.refused', 'Grafana does not tell: {{why}}', { ...RAW, why: answer.message })
            : t('notes.none', 'Nothing. What is noted as an annotation, such as a deployment, stands here.')}
        </p>
      ) : (
        <ul className={styles.list}>
          {nearestNotes(notes, incident.startMs, MOST_SHOWN).map((note) => (
            <li key={note.id}>
              {note.dashboardUid === null || grafana === null ? (
                <span className={styles.text}>{noteText(note)}</span>
              ) : (
                <a className={styles.link} href={grafana.dashboardHref(note.dashboardUid, window)}>
                  {noteText(note)}
                </a>
              )}
              {note.text !== '' &&
                note.tags.map((tag) => (
                  <span key={tag} className={styles.tag}>
                    {tag}
                  </span>
                ))}
              <span className={styles.when}>
                {`${dateText(note.startMs, 'minute', timeZone)} · ${whenNoted(note, incident.startMs)}`}
              </span>
            </li>
          ))}
        </ul>
      )}
      {notes.length > MOST_SHOWN && (
        <p className={styles.none}>
          {t('notes.nearest', 'The nearest {{shown}} of {{total}}.', { shown: MOST_SHOWN, total: notes.length })}
        </p>
      )}
    </Card>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  none: css({ margin: 0, padding: theme.spacing(1.5, 2), color: theme.colors.text.secondary }),
  list: css({
    listStyle: 'none',
    margin: 0,
    padding: theme.spacing(0.5, 2, 1),
    '& li': {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'baseline',
      gap: theme.spacing(0, 1),
      padding: theme.spacing(0.5, 0),
    },
  }),
  text: css({ overflowWrap: 'anywhere' }),
  link: css({
    '&&': { color: theme.colors.text.link },
    '&:hover': { textDecoration: 'underline' },
    overflowWrap: 'anywhere',
  }),
  tag: css({
    padding: theme.spacing(0, 0.75),
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.secondary,
    border: `1px solid ${theme.colors.border.weak}`,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  when: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
