import React from 'react';
import type { DataSourcePluginOptionsEditorProps } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Field, FieldSet, Input, SecretInput } from '@grafana/ui';
import { urlProblem } from '../url-problem';
import type { TidemarkOptions, TidemarkSecureOptions } from '../types';

type Props = DataSourcePluginOptionsEditorProps<TidemarkOptions, TidemarkSecureOptions>;

const INPUT_WIDTH = 60;

export default function ConfigEditor({ options, onOptionsChange }: Props) {
  const problem = options.url === '' ? null : urlProblem(options.url);
  return (
    <FieldSet label={t('config.connection', 'Connection')}>
      <Field
        label="URL"
        description={t('config.url', "The API of the collector-processor, as Grafana's server reaches it.")}
        required
        invalid={problem !== null}
        error={problem}
      >
        <Input
          id="tidemark-url"
          width={INPUT_WIDTH}
          value={options.url}
          placeholder="http://localhost:4319"
          onChange={(event) => onOptionsChange({ ...options, url: event.currentTarget.value.trim() })}
        />
      </Field>
      <Field
        label={t('config.token', 'Token')}
        description={t(
          'config.token-description',
          "Needed where Tidemark has tokens configured: scope read, and write for verdicts. Kept encrypted; only Grafana's server sends it.",
        )}
      >
        <SecretInput
          id="tidemark-token"
          width={INPUT_WIDTH}
          isConfigured={options.secureJsonFields?.token ?? false}
          value={options.secureJsonData?.token ?? ''}
          placeholder={t('config.no-token', 'No token')}
          onChange={(event) =>
            onOptionsChange({
              ...options,
              secureJsonData: { ...options.secureJsonData, token: event.currentTarget.value },
            })
          }
          onReset={() =>
            onOptionsChange({
              ...options,
              secureJsonFields: { ...options.secureJsonFields, token: false },
              secureJsonData: { ...options.secureJsonData, token: '' },
            })
          }
        />
      </Field>
    </FieldSet>
  );
}
