import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { ClipboardButton, useStyles2 } from '@grafana/ui';
import { useHost } from '../host';

/** What `tidemark.yaml` says of a Prometheus; `uid` is its datasource's in Grafana, null outside of it or without one. */
export function sourceYaml(uid: string | null): string {
  const grafana = uid === null ? '' : `, grafana_uid: ${uidYaml(uid)}`;
  return `sources:\n  - { name: prometheus, url: 'http://localhost:9090'${grafana} }\n`;
}

/** Grafana has called datasources 000000001, which YAML reads as the number 1. */
function uidYaml(uid: string): string {
  return /^[a-z]/i.test(uid) ? uid : `'${uid}'`;
}

/** The lines that make a Prometheus known, to be copied into the configuration. */
export function SourceSnippet() {
  const styles = useStyles2(getStyles);
  const { grafana } = useHost();
  const yaml = sourceYaml(grafana?.prometheusUid ?? null);
  return (
    <div className={styles.snippet}>
      <pre className={styles.code}>{`# tidemark.yaml\n${yaml}`}</pre>
      <ClipboardButton size="sm" variant="secondary" icon="copy" getText={() => yaml}>
        {t('try.copy-source', 'Copy YAML')}
      </ClipboardButton>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  snippet: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    gap: theme.spacing(1),
    marginTop: theme.spacing(1),
  }),
  code: css({ flex: '1 1 auto', margin: 0, padding: theme.spacing(1, 1.5), textAlign: 'left', overflowX: 'auto' }),
});
