import type { Logger } from 'pino';
import type { ServerTlsSettings, Settings } from '../config/settings.ts';
import { createServerTls, type ServerTls } from '../security/tls.ts';
import type { Telemetry } from '../telemetry/index.ts';

export interface OpenTlsOptions {
  readonly settings: Pick<Settings, 'otlp' | 'api'>;
  readonly logger: Pick<Logger, 'info' | 'error'>;
  readonly telemetry: Telemetry;
  readonly clock: () => number;
}

/** The certificates of what listens; null where it listens in the clear. @throws the file system's error */
export function openTls({ settings, logger, telemetry, clock }: OpenTlsOptions) {
  const open = ({ tls }: { readonly tls: ServerTlsSettings | null }): ServerTls | null =>
    tls === null ? null : createServerTls(tls);
  const tls = { otlp: open(settings.otlp), api: open(settings.api) };
  const opened = Object.entries(tls).flatMap(([listener, one]) => (one === null ? [] : [{ listener, tls: one }]));
  telemetry.observe('tidemark.tls.certificate.remaining', () =>
    opened.map(({ listener, tls: one }) => ({ value: (one.endsMs() - clock()) / 1000, attributes: { listener } })),
  );

  return {
    ...tls,
    /** Takes certificates that changed. */
    reload(): void {
      for (const { listener, tls: one } of opened) {
        const outcome = one.reload();
        if (outcome === 'reloaded') logger.info({ listener }, 'took a certificate that changed');
        else if (outcome !== 'unchanged') {
          logger.error(
            { listener, reason: outcome.failed },
            'a certificate that changed cannot be used: kept the one before',
          );
        }
      }
    },
  };
}
