import React, { useState } from 'react';
import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Badge, Button, Text, useStyles2, type BadgeColor } from '@grafana/ui';
import { RAW } from '../../shared/i18n/raw';
import type { Source, SourceCheck } from '../../shared/api/contract';
import { errorSentence, troubleSentence } from '../../shared/api/errors';
import { useHost } from '../host';

const STATES: Readonly<Record<Source['state'], { readonly text: () => string; readonly color: BadgeColor }>> = {
  untried: { text: () => t('settings.untried', 'Not asked yet'), color: 'darkgrey' },
  ok: { text: () => t('settings.ok', 'Answers'), color: 'green' },
  failing: { text: () => t('settings.failing', 'Does not answer'), color: 'red' },
};

/** One Prometheus: whether it answers, and, for administrators, a look at it now. */
export function SourceRow({ source }: { readonly source: Source }) {
  const { api, grafana, timeZone } = useHost();
  const styles = useStyles2(getStyles);
  const [check, setCheck] = useState<SourceCheck | string | null>(null);
  const { text, color } = STATES[source.state];
  const ask = async () => {
    setCheck(t('settings.asking', 'Asking…'));
    try {
      setCheck(await api.checkSource(source.name));
    } catch (thrown) {
      setCheck(errorSentence(thrown));
    }
  };
  return (
    <li className={styles.row}>
      <div className={styles.head}>
        <strong>{source.name}</strong>
        <Badge color={color} text={text()} />
        <Text color="secondary" variant="bodySmall">
          {t('settings.source-watches', '{{count}} watches', { count: source.watches })}
          {source.lastAnswerMs !== null &&
            ` · ${t('settings.last-answer', 'last answer {{time}}', { ...RAW, time: dateTimeFormat(source.lastAnswerMs, { timeZone }) })}`}
        </Text>
        {(grafana === null || grafana.isAdmin) && (
          <Button size="sm" variant="secondary" onClick={ask}>
            {t('settings.check', 'Check now')}
          </Button>
        )}
      </div>
      {source.lastError !== null && <Text color="error">{troubleSentence(source.lastError)}</Text>}
      {check !== null && <Text>{typeof check === 'string' ? check : checkText(check)}</Text>}
    </li>
  );
}

export function checkText({ url, auth, reachable, tookMs, error }: SourceCheck): string {
  if (reachable && error === null) {
    return t('settings.answered', '{{url}} answered in {{ms}} ms (signed in by: {{auth}}).', {
      ...{ ...RAW, url, auth, ms: Math.round(tookMs) },
    });
  }
  const why = error === null ? t('settings.silent', 'no answer.') : troubleSentence(error);
  return t('settings.refused', '{{url}} (signed in by: {{auth}}): {{why}}', { ...RAW, url, auth, why });
}

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(0.5),
    padding: theme.spacing(1, 2),
    borderTop: `1px solid ${theme.colors.border.weak}`,
  }),
  head: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1.5) }),
});
