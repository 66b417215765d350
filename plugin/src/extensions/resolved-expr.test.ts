import { describe, expect, it } from '@jest/globals';
import { executedExpr, resolvedExpr } from './resolved-expr';

describe('resolvedExpr', () => {
  it.each([
    ['nothing to replace', 'up', 'up', 'up'],
    ['one variable', 'rate(x{s=~"$s"}[5m])', 'rate(x{s=~"(a|b)"}[5m])', 'rate(x{s=~"(a|b)"}[5m])'],
    ['the interval stays', 'rate(x[$__rate_interval])', 'rate(x[40s])', 'rate(x[$__rate_interval])'],
    ['both, in braces', 'rate(x{s="${s:regex}"}[${__interval}])', 'rate(x{s="a"}[15s])', 'rate(x{s="a"}[$__interval])'],
    ['one variable twice', 'a{s="$s"} / b{s="$s"}', 'a{s="x"} / b{s="x"}', 'a{s="x"} / b{s="x"}'],
    ['double brackets', 'a{s="[[s]]"}', 'a{s="x"}', 'a{s="x"}'],
    ['a variable alone', '$query', 'sum(up)', 'sum(up)'],
    [
      'ad-hoc filters were added: as it was sent',
      'sum(up{job="$j"})',
      'sum(up{job="a",dc="b"} or x)',
      'sum(up{job="a",dc="b"} or x)',
    ],
  ])('%s', (_, raw, executed, expected) => {
    expect(resolvedExpr(raw, executed)).toBe(expected);
  });
});

describe('executedExpr', () => {
  it.each([
    ['Expr: rate(x[40s])\nStep: 10s', 'rate(x[40s])'],
    ['Expr: a\n  + b\nStep: 1m0s', 'a\n  + b'],
    ['Expr: up', 'up'],
    ['SELECT 1', null],
    [undefined, null],
  ])('%j', (note, expected) => {
    expect(executedExpr(note)).toBe(expected);
  });
});
