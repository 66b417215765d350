import { expect, it } from '@jest/globals';
import { digestId } from './digest-id.ts';

it('gives the ids that stores and links have', () => {
  expect(digestId('requests', 'service.name=shop', 1_764_000_000_000)).toBe('392d14844e056a1b');
});
