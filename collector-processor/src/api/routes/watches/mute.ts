import type { Routes } from '../../api-context.ts';
import { MuteRequest, MuteResponse } from '../../contract/index.ts';
import { findWatch } from '../../find-watch.ts';
import { orFail } from '../../or-fail.ts';
import { badParameter } from '../../parameters/bad-parameter.ts';
import { parseTime } from '../../parameters/time.ts';
import { describeRoute } from '../../route-schema.ts';
import { muteBody } from './describe.ts';
import { WatchParams } from './params.ts';

const URL = '/api/v1/watches/:name/mute';

export const muteRoute: Routes = (app, context) => {
  const { mutes, clock } = context;
  const schema = {
    ...describeRoute({
      summary: 'Raise no alarm on a watch until a time, or until it is lifted; it learns and keeps its incidents',
      tag: 'watches',
      response: MuteResponse,
      errors: [400, 404, 503],
    }),
    params: WatchParams,
    body: MuteRequest,
  };
  app.post(URL, { schema, config: { scope: 'write' } }, ({ params, body, tokenName }) => {
    const { name: watch } = findWatch(context, params.name);
    const atMs = clock();
    const { until, reason = '', by = tokenName ?? '' } = body;
    const untilMs = until === undefined ? null : parseTime('until', until, atMs);
    if (untilMs !== null && untilMs <= atMs) throw badParameter('until', until, 'past', 'a time to come, or none');
    orFail(mutes.save(watch, { watch, untilMs, reason, by, atMs }));
    return { mute: muteBody(mutes.of(watch)) };
  });
};

export const unmuteRoute: Routes = (app, context) => {
  const schema = {
    ...describeRoute({
      summary: 'Lift the mute of a watch',
      tag: 'watches',
      response: MuteResponse,
      errors: [404, 503],
    }),
    params: WatchParams,
  };
  app.delete(URL, { schema, config: { scope: 'write' } }, ({ params }) => {
    orFail(context.mutes.save(findWatch(context, params.name).name, null));
    return { mute: null };
  });
};
