import { WatchesResponse } from '../contract/index.ts';
import type { Routes } from '../api-context.ts';
import { describeRoute } from '../route-schema.ts';

export const watchesRoute: Routes = (app, { engine }) => {
  const schema = describeRoute({ summary: 'What is watched', tag: 'series', response: WatchesResponse });
  app.get('/api/v1/watches', { schema, config: { scope: 'read' } }, () => ({
    watches: engine.watches().map((watch) => ({
      name: watch.name,
      description: watch.description,
      origin: watch.origin,
      measure: watch.measure,
      unit: watch.unit,
      groupBy: watch.groupBy.map((set) => [...set]),
      stepMs: watch.stepMs,
      direction: watch.direction,
      falseAlarmsPerWeek: watch.falseAlarmsPerWeek,
      timezone: watch.timezone,
      horizonsMs: [...watch.horizonsMs],
      seriesCount: engine.series(watch.name).length,
      lastStepMs: engine.lastStepMs(watch.name),
    })),
  }));
};
