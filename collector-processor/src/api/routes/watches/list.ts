import { WatchesResponse } from '../../contract/index.ts';
import type { Routes } from '../../api-context.ts';
import { describeRoute } from '../../route-schema.ts';
import { describeWatch } from './describe.ts';

export const watchesRoute: Routes = (app, context) => {
  const schema = describeRoute({
    summary: 'What is watched, and how it does',
    tag: 'series',
    response: WatchesResponse,
  });
  app.get('/api/v1/watches', { schema, config: { scope: 'read' } }, () => ({
    watches: context.engine.watches().map((watch) => describeWatch(context, watch)),
  }));
};
