import { afterEach, describe, expect, it } from '@jest/globals';
import { anIncident, T0 } from '../../test-support/fixtures';
import { setLanguage } from '../i18n/language';
import { whyText } from './why-text';

const incident = anIncident({
  ...{ watch: 'requests', labels: { 'service.name': 'shop' }, startMs: T0, endMs: T0 + 600_000 },
  ...{
    peakValue: 0,
    peakExpected: 40,
    impact: -12_000,
    closedBecause: 'recovered',
    explanation: 'As the processor says.',
  },
});

describe('whyText', () => {
  afterEach(() => setLanguage('en-US'));

  it('is the sentence of the processor in English', () => {
    expect(whyText(incident, 'req/s')).toBe('As the processor says.');
  });

  it('tells the times of that sentence at the clock of the page, where that is known', () => {
    const explanation = 'shop: requests fell to 0 req/s since 08:00 UTC; 40 req/s was expected. Over at 08:10 UTC.';
    const told = { ...incident, explanation };

    expect(whyText(told, 'req/s', 'Europe/Berlin')).toBe(
      'shop: requests fell to 0 req/s since 09:00; 40 req/s was expected. Over at 09:10.',
    );
    expect(whyText(told, 'req/s')).toBe(explanation);
  });

  it.each([
    [{ class: 'drop_to_zero' }, 'shop: requests fell to 0 req/s since 09:00; 40 req/s was expected.'],
    [{ class: 'absent', peakValue: null }, 'shop: requests not reported since 09:00; 40 req/s was expected.'],
    [{ class: 'drop' }, 'shop: requests too low since 09:00, 0 req/s at the lowest; 40 req/s was expected.'],
    [
      { class: 'spike', peakValue: 90 },
      'shop: requests too high since 09:00, 90 req/s at the peak; 40 req/s was expected.',
    ],
    [{ class: 'level_shift', direction: -1 }, 'shop: requests on a lower level since 09:00: 0 req/s, not 40 req/s.'],
    [{ class: 'level_shift', direction: 1 }, 'shop: requests on a higher level since 09:00: 0 req/s, not 40 req/s.'],
    [{ class: 'drift', direction: -1 }, 'shop: requests drifts down since 09:00: 0 req/s, not 40 req/s.'],
    [{ class: 'drift', direction: 1 }, 'shop: requests drifts up since 09:00: 0 req/s, not 40 req/s.'],
    [{ class: 'variance', direction: -1 }, 'shop: requests hardly moves since 09:00; the value may be stuck.'],
    [{ class: 'variance', direction: 1 }, 'shop: requests swings unusually since 09:00.'],
  ] as const)('is made of the values elsewhere, at the clock of the person: %p', (change, expected) => {
    setLanguage('de-DE');
    expect(whyText({ ...incident, ...change }, 'req/s', 'Europe/Berlin')).toBe(
      `${expected} 12.000 requests lost. Over at 09:10.`,
    );
  });

  it('keeps what only the processor knows: the special day of a calendar', () => {
    setLanguage('de-DE');
    const explanation = 'It fell. It began on Sale of the calendar shop.';
    expect(whyText({ ...incident, explanation }, 'req/s')).toBe(explanation);
  });
});
