import React from 'react';
import type { DataSourcePluginOptionsEditorProps } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Field, FieldSet, Input } from '@grafana/ui';
import type { TidemarkOptions, TidemarkSecureOptions } from '../types';
import { urlProblem } from '../url-problem';
import { TokenField } from './TokenField';
import { tokenTexts } from './token-texts';

type Props = DataSourcePluginOptionsEditorProps<TidemarkOptions, TidemarkSecureOptions>;

const INPUT_WIDTH = 60;

export default function ConfigEditor({ options, onOptionsChange }: Props) {
  const problem = options.url === '' ? null : urlProblem(options.url);
  const setToken = (key: keyof TidemarkSecureOptions, token: string) =>
    onOptionsChange({ ...options, secureJsonData: { ...options.secureJsonData, [key]: token } });
  const reset = (key: keyof TidemarkSecureOptions) =>
    onOptionsChange({
      ...options,
      secureJsonFields: { ...options.secureJsonFields, [key]: false },
      secureJsonData: { ...options.secureJsonData, [key]: '' },
    });
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
      {tokenTexts().map(({ key, ...field }) => (
        <TokenField
          key={key}
          {...field}
          width={INPUT_WIDTH}
          isConfigured={options.secureJsonFields?.[key] ?? false}
          value={options.secureJsonData?.[key] ?? ''}
          onChange={(token) => setToken(key, token)}
          onReset={() => reset(key)}
        />
      ))}
    </FieldSet>
  );
}
