import { describe, expect, it } from '@jest/globals';
import { answeredStatus } from './grafana-transport';

jest.mock('@grafana/runtime', () => ({}));

const FAILED = 'Authentication to data source failed';

describe('the status that Tidemark answered with', () => {
  it.each([
    ['a wrong token, as the proxy tells it', { status: 400, data: FAILED }, 401],
    ['the same, as Grafana hands it on', { status: 400, data: { message: FAILED, response: FAILED } }, 401],
    ['a parameter that is wrong', { status: 400, data: { error: { code: 'X', message: 'limit', help: '' } } }, 400],
    ['nothing at all', { status: 502 }, 502],
  ])('of %s', (_what, error, status) => {
    expect(answeredStatus(error)).toBe(status);
  });
});
