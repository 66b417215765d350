import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';

/** What stands in the graph's place while there is nothing to draw. */
export function GraphPlaceholder({ text, height }: { text: string; height: number }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.placeholder} style={{ height }} role="status">
      {text}
    </div>
  );
}

/** Nothing has arrived yet: how to send something. */
export function WaitingForData() {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.waiting} data-testid="tidemark-waiting">
      <h2>{t('explore.waiting', 'Waiting for data…')}</h2>
      <p>
        {t(
          'explore.waiting-help',
          'Tidemark is running and has seen nothing yet. Point an OpenTelemetry exporter or a Collector at it; HTTP server metrics and server spans need no configuration.',
        )}
      </p>
      <pre className={styles.code}>
        {[
          '# a service with the OpenTelemetry SDK',
          'OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4318',
          'OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf',
          '',
          '# or a Collector',
          'exporters:',
          '  otlphttp/tidemark:',
          '    endpoint: http://localhost:4318',
        ].join('\n')}
      </pre>
      <p>
        {t(
          'explore.waiting-after',
          'The first bands show after a few steps; alarms wait until enough has been learned.',
        )}
      </p>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  placeholder: css({
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'center',
    color: theme.colors.text.secondary,
  }),
  waiting: css({
    maxWidth: theme.spacing(80),
    margin: '0 auto',
    padding: theme.spacing(6, 2),
    '& p': { color: theme.colors.text.secondary },
  }),
  code: css({ padding: theme.spacing(2), margin: theme.spacing(2, 0), overflowX: 'auto' }),
});
