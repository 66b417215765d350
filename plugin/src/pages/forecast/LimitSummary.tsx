import React from 'react';
import { t } from '@grafana/i18n';
import { Alert, type AlertVariant } from '@grafana/ui';
import type { WhatIfResponse } from '../../shared/api/contract';
import { durationText } from '../../shared/incidents/describe';
import { limitText } from '../../shared/outlook/limit-text';
import { useHost } from '../host';

interface Props {
  readonly limit: NonNullable<WhatIfResponse['limit']>;
  readonly subject: Pick<WhatIfResponse, 'watch' | 'labels' | 'unit'>;
}

/** More likely than not within the longest lead: somebody should do something. */
const LIKELY = 0.5;

/** When the limit is reached, in a sentence, and how likely it is within each lead. */
export function LimitSummary({ limit, subject }: Props) {
  const { timeZone } = useHost();
  const { outlook } = limit;
  const leads = outlook.status === 'known' ? outlook.leads : [];
  const severity: AlertVariant = leads.some(({ probability }) => probability > LIKELY) ? 'warning' : 'info';
  return (
    <Alert severity={severity} title={limitText(limit, { ...subject, timeZone })}>
      {leads
        .map(({ leadMs, probability }) =>
          t('forecast.lead', 'within {{lead}}: {{percent}} %', {
            lead: durationText(leadMs),
            percent: Math.round(100 * probability),
          }),
        )
        .join(' · ')}
    </Alert>
  );
}
