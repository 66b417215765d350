import React, { useCallback } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { LinkButton, Stack, Text, useStyles2 } from '@grafana/ui';
import { RAW } from '../../shared/i18n/raw';
import { usePoll } from '../../shared/react/use-poll';
import { useHost } from '../host';
import { Card } from '../parts/Card';
import { LoadTrouble } from '../parts/LoadTrouble';
import { SourceSnippet } from '../parts/SourceSnippet';
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
        title={t('settings.connection', 'Connection')}
        actions={
          grafana !== null &&
          grafana.isAdmin && (
            <LinkButton size="sm" variant="secondary" icon="cog" href={grafana.datasource.settingsHref}>
              {t('settings.address', 'Address and tokens')}
            </LinkButton>
          )
        }
      >
        <div className={styles.part}>
          <LoadTrouble what="Tidemark" error={error} stale={watches !== null} />
          {watches !== null && error === null && (
            <Text>
              {t('settings.answers', '{{name}} answers: {{watches}} watches, {{series}} series.', {
                ...{ ...RAW, name: grafana?.datasource.name ?? 'Tidemark' },
                ...{ watches: watches.length, series: watches.reduce((sum, { seriesCount }) => sum + seriesCount, 0) },
              })}
            </Text>
          )}
        </div>
      </Card>
      <Card title={t('settings.sources', 'Prometheus servers that graphs are pulled from')}>
        {(sources.error !== null || sources.data?.sources.length === 0) && (
          <div className={styles.part}>
            <LoadTrouble what={t('loads.sources', 'The sources')} error={sources.error} stale={sources.data !== null} />
            {sources.data?.sources.length === 0 && (
              <>
                <Text>
                  {t(
                    'settings.no-sources',
                    'None yet. Name one in tidemark.yaml, under sources; then its graphs can be watched.',
                  )}
                </Text>
                <SourceSnippet />
              </>
            )}
          </div>
        )}
        <ul className={styles.list} aria-label={t('settings.sources-list', 'Sources')}>
          {sources.data?.sources.map((source) => (
            <SourceRow key={source.name} source={source} />
          ))}
        </ul>
      </Card>
      {grafana !== null && (
        <Card title={t('settings.roles', 'Who may do what')}>
          <dl className={styles.roles}>
            <dt>{t('settings.viewers', 'Viewers')}</dt>
            <dd>{t('settings.viewers-may', 'look at incidents, watches, bands and forecasts')}</dd>
            <dt>{t('settings.editors', 'Editors')}</dt>
            <dd>
              {t(
                'settings.editors-may',
                'try settings, make, mute and delete watches, give verdicts, draw on dashboards, make alert rules',
              )}
            </dd>
            <dt>{t('settings.admins', 'Administrators')}</dt>
            <dd>{t('settings.admins-may', 'set the address and the tokens, check sources, remove history')}</dd>
          </dl>
          <p className={styles.part}>
            {t(
              'settings.who-decides',
              'Grafana’s server decides, by the role of whoever asks; Tidemark’s own tokens (read, write, admin) decide once more.',
            )}
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
