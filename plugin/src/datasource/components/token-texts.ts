import { t } from '@grafana/i18n';
import type { TidemarkSecureOptions } from '../types';

interface TokenText {
  readonly key: keyof TidemarkSecureOptions;
  readonly id: string;
  readonly label: string;
  readonly description: string;
}

/** The three tokens, as the person who sets them up is told; `plugin.json` says for whom each is sent. */
export function tokenTexts(): TokenText[] {
  return [
    {
      key: 'token',
      id: 'tidemark-token',
      label: t('config.token', 'Token for everybody'),
      description: t(
        'config.token-description',
        'Needed where Tidemark has tokens configured: scope read. Sent for everybody who may use the datasource.',
      ),
    },
    {
      key: 'writeToken',
      id: 'tidemark-write-token',
      label: t('config.write-token', 'Token for editors'),
      description: t(
        'config.write-token-description',
        'Scope write: verdicts and watches. Sent only for people with the role Editor or Admin; without it, the token above is sent, which then needs the scope too.',
      ),
    },
    {
      key: 'adminToken',
      id: 'tidemark-admin-token',
      label: t('config.admin-token', 'Token for administrators'),
      description: t(
        'config.admin-token-description',
        'Scope admin: checking sources, removing history. Sent only for people with the role Admin.',
      ),
    },
  ];
}
