import React from 'react';
import { describe, expect, it, jest } from '@jest/globals';
import { render, screen } from '@testing-library/react';
import type { PointRow } from '../view/point-model';
import { GraphTooltip } from './GraphTooltip';

const row = (group: number): PointRow => ({
  ...{ group, name: `s${group}`, value: group, expected: 1, lower: 0, upper: 2, score: 0.5 },
  ...{ typicalLower: 0.5, typicalUpper: 1.5, state: 'normal' },
});

function renderTooltip(count: number, focusedGroup: number | null) {
  const value = jest.fn((_group: number, number: number) => `${number} req/s`);
  const model = { timeMs: 0, rows: Array.from({ length: count }, (_, group) => row(group)), regions: [] };
  render(<GraphTooltip {...{ model, focusedGroup }} colorOf={() => 'red'} formats={{ time: () => '08:00', value }} />);
  return value;
}

describe('GraphTooltip', () => {
  it('tells all about one series', () => {
    renderTooltip(1, null);

    expect(screen.getByText('0 req/s – 2 req/s')).toBeInTheDocument();
    expect(screen.getByText('within the limits')).toBeInTheDocument();
  });

  it('puts into words only what it shows of many', () => {
    const value = renderTooltip(20, 3);

    expect(screen.getByText('and 8 more')).toBeInTheDocument();
    expect(screen.getAllByText('within the limits')).toHaveLength(1);
    // A value of each row, and of the one under the pointer what was expected, two limits and two ends of the typical range.
    expect(value).toHaveBeenCalledTimes(12 + 5);
  });
});
