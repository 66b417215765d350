import { DEFAULT_BAND_LIMIT, DEFAULT_LIMIT, type TidemarkQuery } from './types';

/**
 * A query in one line, that can be read, searched and diffed: `bands of requests{service.name="shop"} · limits · on A`.
 * Says only what differs from the defaults.
 */
export function queryText(query: TidemarkQuery): string {
  const { kind, watch, match = '', matchQuery = '' } = query;
  const selector = match.trim() === '' ? '' : `{${match.trim()}}`;
  const head = `${kind} of ${watch === '' ? 'all watches' : watch}${selector}`;
  return [head, ...detailsOf(query), ...(matchQuery === '' ? [] : [`on ${matchQuery}`])].join(' · ');
}

function detailsOf(query: TidemarkQuery): string[] {
  const { kind, limit = DEFAULT_LIMIT, legend = '' } = query;
  const common = [
    ...(kind === 'incidents' || limit === DEFAULT_LIMIT ? [] : [`${limit} series`]),
    ...(kind === 'incidents' || legend === '' ? [] : [`as ${legend}`]),
    ...(query.live === true ? ['live'] : []),
  ];
  switch (kind) {
    case 'bands':
      return [
        ...(query.bands === undefined || query.bands === 'both' ? [] : [query.bands]),
        ...(query.showValue === false && (query.matchQuery ?? '') === '' ? ['no value line'] : []),
        ...(query.showForecast === false ? ['no forecast'] : []),
        ...(query.bandLimit === undefined || query.bandLimit === DEFAULT_BAND_LIMIT
          ? []
          : [`${query.bandLimit} bands`]),
        ...common,
      ];
    case 'incidents':
      return [
        ...((query.minSeverity ?? 0) > 0 ? [`severity from ${query.minSeverity}`] : []),
        ...(query.format === undefined ? [] : [`as ${query.format}`]),
        ...common,
      ];
    default:
      return common;
  }
}
