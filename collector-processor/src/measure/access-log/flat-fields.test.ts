import { expect, it } from '@jest/globals';
import { flatFields } from './flat-fields.ts';

it('fields of maps are named with a dot between, in their order', () => {
  const fields = [
    { key: 'status', value: 200 },
    {
      key: 'request',
      value: [
        { key: 'tls', value: [{ key: 'resumed', value: false }] },
        { key: 'method', value: 'GET' },
      ],
    },
    { key: 'empty', value: [] },
    { key: 'a.b', value: 'c' },
  ];
  expect(flatFields(fields)).toEqual([
    { key: 'status', value: 200 },
    { key: 'request.tls.resumed', value: false },
    { key: 'request.method', value: 'GET' },
    { key: 'a.b', value: 'c' },
  ]);
});

it('what is flat is left as it is', () => {
  const fields = [{ key: 'status', value: 200 }];
  expect(flatFields(fields)).toBe(fields);
});
