import { describe, expect, it } from '@jest/globals';
import { formatInbox, isNarrowed, parseInbox } from './inbox-state';

const parse = (text: string) => parseInbox(new URLSearchParams(text));

describe('the inbox in the address', () => {
  it.each([
    '',
    'status=open&verdict=none&watch=requests&class=drop&severity=40&range=30d&order=severity&group=service',
    'watch=requests&match=service_name%3D%22shop%22',
  ])('%s comes back as it went', (text) => {
    expect(formatInbox(parse(text)).toString()).toBe(text);
  });

  it('takes what it does not know for what is usual', () => {
    expect(parse('status=ajar&range=9y&group=colour&order=random&severity=-3&verdict=maybe')).toEqual(parse(''));
  });

  it.each([
    ['', false],
    ['range=24h&group=watch&order=severity', false],
    ['severity=75', true],
    ['watch=requests', true],
  ])('%j narrows: %s', (text, narrowed) => {
    expect(isNarrowed(parse(text))).toBe(narrowed);
  });
});
