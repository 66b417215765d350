import React from 'react';
import { config } from '@grafana/runtime';
import { LinkButton, Stack, Text } from '@grafana/ui';
import { useTidemarkDatasources } from '../grafana/use-tidemark-datasources';

/** The app keeps no settings of its own: its datasource says where Tidemark is. */
export default function Configuration() {
  const datasources = useTidemarkDatasources();
  const [first] = datasources;
  return (
    <Stack direction="column" gap={2} alignItems="flex-start">
      <Text element="p">
        {first === undefined
          ? 'Add a Tidemark datasource and give it the address of your collector-processor (http://localhost:4319 by default). The Incidents page reads through it.'
          : `The Incidents page reads through the datasource "${first.name}".`}
      </Text>
      {first === undefined ? (
        <LinkButton href={`${config.appSubUrl}/connections/datasources/tidemark-anomaly-datasource`} icon="plus">
          Add a Tidemark datasource
        </LinkButton>
      ) : (
        <LinkButton
          href={`${config.appSubUrl}/connections/datasources/edit/${first.uid}`}
          icon="cog"
          variant="secondary"
        >
          Datasource settings
        </LinkButton>
      )}
    </Stack>
  );
}
