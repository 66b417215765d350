import { describe, expect, it } from '@jest/globals';
import { orNothing, pathOf, statusOf } from './access-record.ts';

describe('what an access log says', () => {
  it.each([
    ['200', 200],
    ['599', 599],
    ['000', 0],
    ['0', 0],
    ['99', null],
    ['600', null],
    ['2e2', null],
    ['-', null],
    ['', null],
    ['2000', null],
  ])('the status %s is %s', (text, status) => expect(statusOf(text)).toBe(status));

  it.each([
    ['GET /cart?id=7 HTTP/1.1', '/cart'],
    ['GET http://shop.example:80/cart#x HTTP/1.1', '/cart'],
    ['/cart/7', '/cart/7'],
    ['https://shop.example', ''],
    ['GET  HTTP/1.1', ''],
    ['OPTIONS * HTTP/1.1', '*'],
    ['', ''],
  ])('the path of %s is %s', (request, path) => expect(pathOf(request)).toBe(path));

  it('a dash is nothing', () => expect([orNothing('-'), orNothing('--'), orNothing('')]).toEqual(['', '--', '']));
});
