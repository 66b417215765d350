import { expect, it } from '@jest/globals';
import { createRedactor } from './redact.ts';

it('takes out what was sent, with its scheme or without, and leaves words', () => {
  const redact = createRedactor(['Bearer s3cret-token', 'web']);
  expect(redact('authorization: Bearer s3cret-token (s3cret-token) of web, Bearer')).toBe(
    'authorization: *** (***) of web, ***',
  );
  expect(redact('all is well')).toBe('all is well');
});
