import { describe, expect, it } from '@jest/globals';
import { apiError, errorSentence } from './errors';

const body = (field?: string) => ({
  error: { code: 'TLERR_X', message: 'must be a time', help: 'Give now-6h', field },
});

describe('apiError', () => {
  it.each([
    ['names the field at fault', 400, body('from'), 'from: must be a time. Give now-6h.'],
    ['says message and help', 400, body(), 'must be a time. Give now-6h.'],
    [
      'does not trust a body of another shape',
      400,
      { error: 'no' },
      'Tidemark answered with HTTP status 400. Its log says more.',
    ],
    ['knows what no answer means', 0, undefined, 'Nothing answers at this address.'],
    ['knows a refused token', 401, null, 'does not accept the token'],
    ['knows a missing scope', 403, null, '"write"'],
    ['knows the wrong address', 404, '<html>', 'not as Tidemark does'],
    ["knows Grafana's bad gateway", 502, null, "Grafana's server cannot reach Tidemark"],
    ['knows an overload', 503, null, 'starting or overloaded'],
  ])('%s', (_, status, given, expected) => {
    const error = apiError(status, given);

    expect(error.message).toContain(expected);
    expect(error.status).toBe(status);
  });

  it('says it again by its code, with what the processor fills in', () => {
    const error = {
      ...{ code: 'TLERR_NOT_FOUND', message: 'as the processor says', help: 'as it advises' },
      details: { what: "Watch 'a<b'" },
    };
    expect(apiError(404, { error }).message).toBe(
      "Watch 'a<b' not found. List what exists first: /api/v1/watches, /api/v1/incidents.",
    );
  });

  it('keeps the code of the registry', () => {
    expect(apiError(400, body()).code).toBe('TLERR_X');
  });
});

describe('errorSentence', () => {
  it.each([
    [new Error('It broke.'), 'It broke.'],
    ['text', 'Something failed, and it did not say what.'],
    [new Error(''), 'Something failed, and it did not say what.'],
  ])('%p', (error, expected) => {
    expect(errorSentence(error)).toBe(expected);
  });
});
