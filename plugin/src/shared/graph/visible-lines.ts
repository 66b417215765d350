import type { LineRole, OverlayView } from '../view/overlay-view';
import { GROUPS_WITH_BANDS, MAX_GROUPS, type GraphOptions } from './options';

/** A band between two lines of the view. */
export interface BandPair {
  readonly kind: 'limits' | 'typical' | 'forecast';
  readonly group: number;
  readonly upper: number;
  readonly lower: number;
}

export interface VisibleLines {
  /** Indices into the view's lines, in drawing order: what comes later lies on top. */
  readonly order: readonly number[];
  readonly bands: readonly BandPair[];
  readonly groups: readonly number[];
  /** Series that are switched on, but too many to draw. */
  readonly omitted: number;
}

const DRAWING_ORDER: readonly LineRole[] = [
  'upper',
  'lower',
  'forecastUpper',
  'forecastLower',
  'typicalUpper',
  'typicalLower',
  'expected',
  'forecastExpected',
  'value',
  'anomalous',
];

/** Which lines and bands are drawn: by the options, and by the series (their keys) that are switched off. */
export function visibleLines(view: OverlayView, options: GraphOptions, hidden: ReadonlySet<string>): VisibleLines {
  const shown = view.groups.flatMap(({ key }, group) => (hidden.has(key) ? [] : [group]));
  const groups = shown.length <= MAX_GROUPS ? shown : worst(view, shown, MAX_GROUPS).sort((a, b) => a - b);
  const withBand = groups.filter((group) => hasBand(view, group)).length;
  const banded = new Set(withBand <= GROUPS_WITH_BANDS ? groups : worstAnomalous(view, groups));

  const wanted = (role: LineRole, group: number): boolean => {
    switch (role) {
      case 'lower':
      case 'upper':
        return options.showBand && banded.has(group);
      case 'typicalLower':
      case 'typicalUpper':
        return options.showTypical && banded.has(group);
      case 'expected':
        // A series without a value line is nothing but what is expected of it.
        return options.showExpected && (banded.has(group) || view.groups[group].lines.value === undefined);
      case 'forecastLower':
      case 'forecastUpper':
        return options.showForecast && banded.has(group);
      case 'forecastExpected':
        return options.showForecast;
      default:
        return true;
    }
  };
  const lineOf = (group: number, role: LineRole) => (wanted(role, group) ? view.groups[group].lines[role] : undefined);

  // A series of scores alone is a line like any other.
  const rolesOf = (group: number): readonly LineRole[] =>
    DRAWING_ORDER.some((role) => view.groups[group].lines[role] !== undefined) ? DRAWING_ORDER : ['score'];
  const order = DRAWING_ORDER.concat('score').flatMap((role) =>
    groups.flatMap((group) => (rolesOf(group).includes(role) ? (lineOf(group, role) ?? []) : [])),
  );
  const bands = groups.flatMap((group) =>
    BANDS.flatMap(([kind, upperRole, lowerRole]): BandPair[] => {
      const [upper, lower] = [lineOf(group, upperRole), lineOf(group, lowerRole)];
      return upper === undefined || lower === undefined ? [] : [{ kind, group, upper, lower }];
    }),
  );
  return { order, bands, groups, omitted: shown.length - groups.length };
}

const BANDS: ReadonlyArray<[BandPair['kind'], LineRole, LineRole]> = [
  ['limits', 'upper', 'lower'],
  ['forecast', 'forecastUpper', 'forecastLower'],
  ['typical', 'typicalUpper', 'typicalLower'],
];

const hasBand = (view: OverlayView, group: number): boolean =>
  BANDS.some(([, upperRole]) => view.groups[group].lines[upperRole] !== undefined);

function worstAnomalous(view: OverlayView, groups: readonly number[]): number[] {
  const anomalous = groups.filter((group) => view.groups[group].lines.anomalous !== undefined);
  return worst(view, anomalous, GROUPS_WITH_BANDS);
}

/** The groups of the highest score within the view; of equals, those that come first. */
function worst(view: OverlayView, groups: readonly number[], count: number): number[] {
  return [...groups].sort((a, b) => view.groups[b].peakScore - view.groups[a].peakScore).slice(0, count);
}
