import { describe, expect, it } from '@jest/globals';
import { ERRORS } from '../../../../collector-processor/src/errors/registry';
import german from '../../locales/de-DE/tidemark-anomaly-app.json';
import { TEXTS, serverText } from './server-texts';

/** Each word in braces stands for itself. */
const asWritten = (texts: { readonly text: string; readonly help: string }) =>
  Object.fromEntries(
    [...`${texts.text} ${texts.help}`.matchAll(/\{(\w+)\}/g)].map(([whole, name]) => [name ?? '', whole]),
  );

describe('serverText', () => {
  it.each(Object.keys(TEXTS))('says %s in English as the registry does', (code) => {
    const entry = ERRORS[code as keyof typeof ERRORS];
    expect(serverText(code, asWritten(entry))).toEqual({ text: entry.text, help: entry.help });
  });

  it.each(Object.keys(TEXTS))('has %s in German, with nothing left to fill in', (code) => {
    const key = code.replace('TLERR_', '').toLowerCase().replaceAll('_', '-');
    const entry = ERRORS[code as keyof typeof ERRORS];
    const { text, help } = (german.server as Record<string, { text: string; help: string }>)[key] ?? {};
    expect([text, help]).toEqual([expect.stringMatching(/\w/), expect.stringMatching(/\w/)]);
    expect(text).not.toBe(entry.text);
  });

  it('knows nothing of codes of another version', () => {
    expect(serverText('TLERR_OF_TOMORROW', {})).toBeNull();
  });
});
