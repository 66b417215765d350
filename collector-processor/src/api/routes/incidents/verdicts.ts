import { TidemarkError } from '../../../errors/tidemark-error.ts';
import type { Incident } from '../../../incidents/types.ts';
import type { ApiContext, Routes } from '../../api-context.ts';
import {
  IncidentSchema,
  VerdictRequest,
  VerdictsRequest,
  VerdictsResponse,
  type VerdictsResponse as Judged,
} from '../../contract/index.ts';
import { describeRoute } from '../../route-schema.ts';
import { findIncident, IncidentParams } from './one.ts';

export const verdictRoute: Routes = (app, context) => {
  const schema = {
    ...describeRoute({
      summary: 'Say what an incident was; false_alarm and expected teach what was seen',
      tag: 'incidents',
      response: IncidentSchema,
      errors: [400, 404, 503],
    }),
    params: IncidentParams,
    body: VerdictRequest,
  };
  app.post('/api/v1/incidents/:id/verdict', { schema, config: { scope: 'write' } }, ({ params, body, tokenName }) =>
    judge(context, params.id, body, tokenName),
  );
};

export const verdictsRoute: Routes = (app, context) => {
  const schema = {
    ...describeRoute({
      summary: 'Say the same of many incidents; those that cannot be judged are told, the rest are judged',
      tag: 'incidents',
      response: VerdictsResponse,
      errors: [400],
    }),
    body: VerdictsRequest,
  };
  app.post('/api/v1/incidents/verdicts', { schema, config: { scope: 'write' } }, async ({ body, tokenName }) => {
    const { ids, ...verdict } = body;
    const answer: Judged = { judged: [], failed: [] };
    for (const id of ids) {
      try {
        answer.judged.push(await judge(context, id, verdict, tokenName));
      } catch (error) {
        if (!(error instanceof TidemarkError)) throw error;
        answer.failed.push({ id, code: error.code, message: error.message });
      }
    }
    return answer;
  });
};

/** @throws TidemarkError TLERR_NOT_FOUND, TLERR_STORE_WRITE_FAILED, TLERR_JOURNAL_UNWRITABLE */
async function judge(
  { judge: give, store, clock, telemetry }: ApiContext,
  id: string,
  { verdict, comment = '', by }: VerdictRequest,
  tokenName: string | null,
): Promise<Incident> {
  const incident = findIncident(store, id);
  const now = await give(incident, { verdict, comment, by: by ?? tokenName ?? '', atMs: clock() });
  telemetry.count('tidemark.incidents.verdicts', 1, { verdict });
  return now;
}
