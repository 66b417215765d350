import { createRowModel, ROW_MODEL_DEFAULTS, type RowScorer } from '../learned/row-model.ts';
import { storedArray, storedNumber } from '../learned/stored.ts';
import { learnNeighbourhood, localOutlierFactors, type Neighbourhood } from './local-outlier-factor.ts';

export interface LofOptions {
  readonly neighbours: number;
  /**
   * In spreads of a feature, > 0. Rows that are all alike (a service that rests at zero at night) would have a density
   * without bound, and the next request would be the anomaly of the year. scikit-learn's is 1e-10.
   */
  readonly reachFloor: number;
}

/** Local Outlier Factor: anomalous is what lies in sparser surroundings than its neighbours do. */
export const lof = createRowModel<LofOptions>({
  name: 'lof',
  version: 1,
  // Every score compares with every training row: their number is the cost.
  defaults: { ...ROW_MODEL_DEFAULTS, maxTrainingRows: 2000, neighbours: 20, reachFloor: 0.05 },
  fit: (rows, { neighbours, reachFloor }) => createScorer(learnNeighbourhood(rows, neighbours, reachFloor)),
  restore(data) {
    const rows = storedNumber(data, 'rows');
    const values = storedArray(data, 'values', Float64Array);
    return createScorer({
      rows: { rows, width: values.length / rows, data: values },
      neighbours: storedNumber(data, 'neighbours'),
      reach: storedArray(data, 'reach', Float64Array),
      density: storedArray(data, 'density', Float64Array),
      reachFloor: storedNumber(data, 'reachFloor'),
    });
  },
});

function createScorer(neighbourhood: Neighbourhood): RowScorer {
  const { rows, neighbours, reach, density, reachFloor } = neighbourhood;
  return {
    score: (points) => localOutlierFactors(neighbourhood, points),
    serialise: () => ({
      plain: { rows: rows.rows, neighbours, reachFloor },
      arrays: { values: rows.data, reach, density },
    }),
  };
}
