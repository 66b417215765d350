import React, { useState } from 'react';
import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { Badge, Button, Text, useStyles2, type BadgeColor } from '@grafana/ui';
import type { Source, SourceCheck } from '../../shared/api/contract';
import { errorSentence } from '../../shared/api/errors';
import { useHost } from '../host';

const STATES: Readonly<Record<Source['state'], { readonly text: string; readonly color: BadgeColor }>> = {
  untried: { text: 'Not asked yet', color: 'darkgrey' },
  ok: { text: 'Answers', color: 'green' },
  failing: { text: 'Does not answer', color: 'red' },
};

/** One Prometheus: whether it answers, and, for administrators, a look at it now. */
export function SourceRow({ source }: { readonly source: Source }) {
  const { api, grafana, timeZone } = useHost();
  const styles = useStyles2(getStyles);
  const [check, setCheck] = useState<SourceCheck | string | null>(null);
  const { text, color } = STATES[source.state];
  const ask = async () => {
    setCheck('Asking…');
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
        <Badge color={color} text={text} />
        <Text color="secondary" variant="bodySmall">
          {source.watches} watches
          {source.lastAnswerMs === null ? '' : ` · last answer ${dateTimeFormat(source.lastAnswerMs, { timeZone })}`}
        </Text>
        {(grafana === null || grafana.isAdmin) && (
          <Button size="sm" variant="secondary" onClick={ask}>
            Check now
          </Button>
        )}
      </div>
      {source.lastError !== null && <Text color="error">{`${source.lastError.message} ${source.lastError.help}`}</Text>}
      {check !== null && <Text>{typeof check === 'string' ? check : checkText(check)}</Text>}
    </li>
  );
}

export function checkText({ url, auth, reachable, tookMs, error }: SourceCheck): string {
  return reachable && error === null
    ? `${url} answered in ${Math.round(tookMs)} ms (signed in by: ${auth}).`
    : `${url} (signed in by: ${auth}): ${error === null ? 'no answer.' : `${error.message} ${error.help}`}`;
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
