import React from 'react';
import { t } from '@grafana/i18n';
import { Field, SecretInput } from '@grafana/ui';

interface Props {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly isConfigured: boolean;
  readonly value: string;
  readonly width: number;
  readonly onChange: (token: string) => void;
  readonly onReset: () => void;
}

/** A token: kept encrypted, sent by Grafana's server alone, never shown again. */
export function TokenField({ id, label, description, isConfigured, value, width, onChange, onReset }: Props) {
  return (
    <Field label={label} description={description}>
      <SecretInput
        id={id}
        width={width}
        isConfigured={isConfigured}
        value={value}
        placeholder={t('config.no-token', 'No token')}
        onChange={(event) => onChange(event.currentTarget.value)}
        onReset={onReset}
      />
    </Field>
  );
}
