import React from 'react';
import { css } from '@emotion/css';
import type { QueryEditorProps } from '@grafana/data';
import { t } from '@grafana/i18n';
import {
  Combobox,
  InlineField,
  InlineSwitch,
  RadioButtonGroup,
  Stack,
  Text,
  useStyles2,
  type ComboboxOption,
} from '@grafana/ui';
import { watchDescription } from '../../shared/i18n/watch-description';
import type { TidemarkDataSource } from '../datasource';
import { queryText } from '../query-text';
import { DEFAULT_LIMIT, DEFAULT_QUERY, type QueryKind, type TidemarkOptions, type TidemarkQuery } from '../types';
import { BandOptions } from './BandOptions';
import { CommittedInput } from './CommittedInput';
import { IncidentOptions } from './IncidentOptions';
import { MatchQuery } from './MatchQuery';
import { NumberField } from './NumberField';

type Props = QueryEditorProps<TidemarkDataSource, TidemarkQuery, TidemarkOptions>;

const kinds = (): ReadonlyArray<{ label: string; value: QueryKind; description: string }> => [
  {
    label: t('editor.kind.bands', 'Bands'),
    value: 'bands',
    description: t('editor.kind.bands-description', 'The line, where it should be, and the limits around it'),
  },
  {
    label: t('editor.kind.score', 'Score'),
    value: 'score',
    description: t('editor.kind.score-description', '0 as expected, 1 at the limit, above 1 outside'),
  },
  {
    label: t('editor.kind.value', 'Value'),
    value: 'value',
    description: t('editor.kind.value-description', 'What was measured'),
  },
  {
    label: t('editor.kind.forecast', 'Forecast'),
    value: 'forecast',
    description: t('editor.kind.forecast-description', 'The expectation carried past now'),
  },
  {
    label: t('editor.kind.incidents', 'Incidents'),
    value: 'incidents',
    description: t('editor.kind.incidents-description', 'Spans in which a series was anomalous'),
  },
  {
    label: t('editor.kind.explain', 'Explain'),
    value: 'explain',
    description: t('editor.kind.explain-description', 'A row a series: how it stands, and why'),
  },
];
const LABEL_WIDTH = 16;
/** As many as the API gives at once. */
const MAX_SERIES = 1000;

export default function QueryEditor({ datasource, query: given, queries = [], data, onChange, onRunQuery }: Props) {
  const styles = useStyles2(getStyles);
  const query = { ...DEFAULT_QUERY, ...given };
  const update = (change: Partial<TidemarkQuery>) => {
    onChange({ ...query, ...change });
    onRunQuery();
  };
  const incidents = query.kind === 'incidents';
  const id = (name: string) => `tidemark-${query.refId}-${name}`;
  // Mixed waits until every datasource has answered to the end: one that streams never does.
  const mixed = queries.some(({ datasource: own }) => own != null && own.type !== datasource.type);
  return (
    <Stack direction="column" gap={0}>
      <InlineField label={t('editor.show', 'Show')} labelWidth={LABEL_WIDTH} shrink>
        <RadioButtonGroup
          aria-label={t('editor.show', 'Show')}
          className={styles.kinds}
          options={[...kinds()]}
          value={query.kind}
          onChange={(kind) =>
            update({ kind, watch: query.watch === '' && kind !== 'incidents' ? DEFAULT_QUERY.watch : query.watch })
          }
        />
      </InlineField>
      <Stack direction="row" wrap="wrap" gap={0}>
        <InlineField label={t('editor.watch', 'Watch')} labelWidth={LABEL_WIDTH} htmlFor={id('watch')}>
          <Combobox
            id={id('watch')}
            width={28}
            options={(typed) => watchOptions(datasource, typed, incidents)}
            value={query.watch}
            createCustomValue
            placeholder={
              incidents ? t('editor.all-watches', 'All watches') : t('editor.choose-watch', 'Choose a watch')
            }
            onChange={({ value }) => update({ watch: value })}
          />
        </InlineField>
        <InlineField
          label={t('editor.match', 'Match')}
          labelWidth={10}
          htmlFor={id('match')}
          tooltip={t(
            'editor.match-tooltip',
            'Label matchers as PromQL writes them: service.name="shop",http.route=~"/api/.*". Variables work.',
          )}
          grow
        >
          <CommittedInput
            id={id('match')}
            value={query.match ?? ''}
            placeholder={'service_name="$service"'}
            onCommit={(match) => update({ match })}
          />
        </InlineField>
      </Stack>
      {query.kind === 'bands' && (
        <>
          <BandOptions query={query} onUpdate={update} />
          <MatchQuery {...{ datasource, query, queries, data }} onUpdate={update} />
        </>
      )}
      {incidents ? (
        <IncidentOptions query={query} onUpdate={update} />
      ) : (
        <Stack direction="row" wrap="wrap" gap={0}>
          <InlineField
            label={t('editor.legend', 'Legend')}
            labelWidth={LABEL_WIDTH}
            htmlFor={id('legend')}
            tooltip={t(
              'editor.legend-tooltip',
              'Names of the series; a label in double braces, as in Prometheus, stands for its value',
            )}
          >
            <CommittedInput
              id={id('legend')}
              value={query.legend ?? ''}
              placeholder={t('editor.legend-placeholder', 'the values of the labels')}
              onCommit={(legend) => update({ legend })}
            />
          </InlineField>
          <NumberField
            id={id('limit')}
            label={t('editor.limit', 'Series at most')}
            tooltip={t('editor.limit-tooltip', 'The most severe first; a notice on the panel says what is left out')}
            value={query.limit ?? DEFAULT_LIMIT}
            min={1}
            max={MAX_SERIES}
            onCommit={(limit) => update({ limit })}
          />
          <InlineField
            label={t('editor.live', 'Live')}
            htmlFor={id('live')}
            disabled={mixed}
            tooltip={
              mixed
                ? t('editor.live-mixed', 'Not beside other datasources: Grafana would wait for it without end')
                : t('editor.live-tooltip', 'Goes on with every step while the time range ends now, without a refresh')
            }
          >
            <InlineSwitch
              id={id('live')}
              value={query.live === true && !mixed}
              onChange={(event) => update({ live: event.currentTarget.checked })}
            />
          </InlineField>
        </Stack>
      )}
      <Text variant="code" color="secondary" element="p">
        {queryText(query)}
      </Text>
      <Text variant="bodySmall" color="secondary" element="p">
        {t(
          'editor.alerting',
          "Alert rules belong on Prometheus, where Tidemark's scores are too (tidemark_score > 1): Grafana evaluates rules on its server, which does not run this datasource.",
        )}
      </Text>
    </Stack>
  );
}

async function watchOptions(
  datasource: TidemarkDataSource,
  typed: string,
  withAll: boolean,
): Promise<Array<ComboboxOption<string>>> {
  const watches = await datasource.watches();
  const wanted = typed.toLowerCase();
  const all = withAll ? [{ value: '', label: t('editor.all-watches', 'All watches') }] : [];
  return [
    ...all,
    ...watches.map((one) => ({ value: one.name, label: one.name, description: watchDescription(one) })),
  ].filter(({ label }) => label.toLowerCase().includes(wanted));
}

const getStyles = () => ({
  /** Six of them are wider than a narrow editor. */
  kinds: css({ flexWrap: 'wrap', height: 'auto' }),
});
