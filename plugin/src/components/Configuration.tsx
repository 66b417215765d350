import React from 'react';
import { t } from '@grafana/i18n';
import { config } from '@grafana/runtime';
import { LinkButton, Stack, Text } from '@grafana/ui';
import { RAW } from '../shared/i18n/raw';
import { useTidemarkDatasources } from '../grafana/use-tidemark-datasources';

/** The app keeps no settings of its own: its datasource says where Tidemark is. */
export default function Configuration() {
  const datasources = useTidemarkDatasources();
  const [first] = datasources;
  return (
    <Stack direction="column" gap={2} alignItems="flex-start">
      <Text element="p">
        {first === undefined
          ? t(
              'app.add-first',
              'Add a Tidemark datasource and give it the address of your collector-processor (http://localhost:4319 by default). The Incidents page reads through it.',
            )
          : t('app.reads-through', 'The Incidents page reads through the datasource “{{name}}”.', {
              ...RAW,
              name: first.name,
            })}
      </Text>
      {first === undefined ? (
        <LinkButton href={`${config.appSubUrl}/connections/datasources/tidemark-anomaly-datasource`} icon="plus">
          {t('app.add', 'Add a Tidemark datasource')}
        </LinkButton>
      ) : (
        <LinkButton
          href={`${config.appSubUrl}/connections/datasources/edit/${first.uid}`}
          icon="cog"
          variant="secondary"
        >
          {t('app.datasource-settings', 'Datasource settings')}
        </LinkButton>
      )}
    </Stack>
  );
}
