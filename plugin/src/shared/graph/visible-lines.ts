import type { LineRole, OverlayView } from '../view/overlay-view';
import { GROUPS_WITH_BANDS, type GraphOptions } from './options';

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

/** Which lines and bands are drawn: by the options, and by the series that is picked (null: all). */
export function visibleLines(view: OverlayView, options: GraphOptions, picked: string | null): VisibleLines {
  const pickedGroup = view.groups.findIndex(({ key }) => key === picked);
  const groups = pickedGroup >= 0 ? [pickedGroup] : view.groups.map((_, group) => group);
  const crowded = groups.length > GROUPS_WITH_BANDS;

  const wanted = (role: LineRole): boolean => {
    switch (role) {
      case 'lower':
      case 'upper':
        return options.showBand && !crowded;
      case 'typicalLower':
      case 'typicalUpper':
        return options.showTypical && !crowded;
      case 'expected':
        return options.showExpected && !crowded;
      case 'forecastLower':
      case 'forecastUpper':
        return options.showForecast && !crowded;
      case 'forecastExpected':
        return options.showForecast;
      default:
        return true;
    }
  };
  const lineOf = (group: number, role: LineRole) => (wanted(role) ? view.groups[group].lines[role] : undefined);

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
  return { order, bands, groups };
}

const BANDS: ReadonlyArray<[BandPair['kind'], LineRole, LineRole]> = [
  ['limits', 'upper', 'lower'],
  ['forecast', 'forecastUpper', 'forecastLower'],
  ['typical', 'typicalUpper', 'typicalLower'],
];
