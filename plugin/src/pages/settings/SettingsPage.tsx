import React, { useCallback } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { LinkButton, Stack, Text, useStyles2 } from '@grafana/ui';
import { usePoll } from '../../shared/react/use-poll';
import { useHost } from '../host';
import { Card } from '../parts/Card';
import { LoadTrouble } from '../parts/LoadTrouble';
import { useWatches } from '../parts/use-watches';
import { SourceRow } from './SourceRow';

const REFRESH_MS = 10_000;

/** Where Tidemark is, what it asks, and who may do what. */
export default function SettingsPage() {
  const { api, grafana } = useHost();
  const styles = useStyles2(getStyles);
  const load = useCallback((signal: AbortSignal) => api.sources(signal), [api]);
  const sources = usePoll(load, REFRESH_MS);
  const { watches, error } = useWatches();
  return (
    <Stack direction="column" gap={2}>
      <Card
        title="Connection"
        actions={
          grafana !== null &&
          grafana.isAdmin && (
            <LinkButton size="sm" variant="secondary" icon="cog" href={grafana.datasource.settingsHref}>
              Address and tokens
            </LinkButton>
          )
        }
      >
        <div className={styles.part}>
          <LoadTrouble what="Tidemark" error={error} stale={watches !== null} />
          {watches !== null && error === null && (
            <Text>
              {grafana === null ? 'Tidemark' : `“${grafana.datasource.name}”`} answers: {watches.length} watches,{' '}
              {watches.reduce((sum, { seriesCount }) => sum + seriesCount, 0)} series.
            </Text>
          )}
        </div>
      </Card>
      <Card title="Prometheus servers that graphs are pulled from">
        <div className={styles.part}>
          <LoadTrouble what="The sources" error={sources.error} stale={sources.data !== null} />
          {sources.data?.sources.length === 0 && (
            <Text>None yet. Name one in tidemark.yaml, under sources; then its graphs can be watched.</Text>
          )}
        </div>
        <ul className={styles.list} aria-label="Sources">
          {sources.data?.sources.map((source) => (
            <SourceRow key={source.name} source={source} />
          ))}
        </ul>
      </Card>
      {grafana !== null && (
        <Card title="Who may do what">
          <dl className={styles.roles}>
            <dt>Viewers</dt>
            <dd>look</dd>
            <dt>Editors</dt>
            <dd>try settings, make, mute and delete watches, give verdicts, draw on dashboards, make alert rules</dd>
            <dt>Administrators</dt>
            <dd>set the address and the tokens, check sources, remove history</dd>
          </dl>
          <p className={styles.part}>
            Grafana’s server decides, by the role of whoever asks; Tidemark’s own tokens (read, write, admin) decide
            once more.
          </p>
        </Card>
      )}
    </Stack>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  part: css({ margin: 0, padding: theme.spacing(1.5, 2) }),
  list: css({ listStyle: 'none', margin: 0, padding: 0 }),
  roles: css({
    display: 'grid',
    gridTemplateColumns: 'max-content 1fr',
    gap: theme.spacing(0.5, 2),
    margin: 0,
    padding: theme.spacing(1.5, 2, 0),
    '& dd': { margin: 0 },
  }),
});
