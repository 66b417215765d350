import type { SpecialDay } from '../calendars/types.ts';
import { describeLabels } from '../series/labels.ts';
import type { Incident } from './types.ts';

type Explained = Omit<Incident, 'explanation' | 'verdict' | 'id'>;

/**
 * One sentence for a person: what moved, by how much, since when, what it cost.
 *
 * @param unit for people (`req/s`), empty when unknown
 * @param day the special day that it began on; null: on none
 */
export function explain(incident: Explained, unit: string, day: SpecialDay | null = null): string {
  const who = `${describeLabels(incident.labels)}: ${incident.watch}`;
  const since = `since ${clockTime(incident.startMs)} UTC`;
  const normal = `${quantity(incident.peakExpected, unit)} was expected`;
  const parts = [sentence(incident, who, since, normal, unit), onDay(day), impact(incident), ending(incident)];
  return parts.filter((part) => part !== '').join(' ');
}

function sentence(incident: Explained, who: string, since: string, normal: string, unit: string): string {
  const seen = incident.peakValue === null ? 'nothing' : quantity(incident.peakValue, unit);
  switch (incident.class) {
    case 'absent':
      return `${who} not reported ${since}; ${normal}.`;
    case 'drop_to_zero':
      return `${who} fell to ${seen} ${since}; ${normal}.`;
    case 'drop':
      return `${who} at ${factor(incident)} what is normal ${since}: ${seen} at the lowest, ${normal}.`;
    case 'spike':
      return `${who} at ${factor(incident)} what is normal ${since}: ${seen} at the peak, ${normal}.`;
    case 'level_shift':
      return `${who} moved to a ${incident.direction < 0 ? 'lower' : 'higher'} level ${since} and stays there: ${seen} where ${normal}.`;
    case 'drift':
      return `${who} drifted ${incident.direction < 0 ? 'down' : 'up'} ${since}: ${seen} where ${normal}.`;
    case 'variance':
      return incident.direction < 0
        ? `${who} hardly moves from step to step ${since}, less than it ever does: a value may be stuck.`
        : `${who} swings from step to step ${since}, further than it ever does.`;
  }
}

/** `3.1 times`, `40 % below`. */
function factor({ peakValue, peakExpected, direction }: Explained): string {
  const side = direction < 0 ? 'below' : 'above';
  if (peakValue === null || peakExpected <= 0 || peakValue < 0) return `far ${side}`;
  const ratio = peakValue / peakExpected;
  return ratio >= 2 ? `${round(ratio)} times` : `${Math.round(Math.abs(ratio - 1) * 100)} % ${side}`;
}

function onDay(day: SpecialDay | null): string {
  if (day === null) return '';
  const compared = day.like === null ? '' : `, compared with a ${day.like[0]!.toUpperCase()}${day.like.slice(1)}`;
  return `It began on ${day.summary === '' ? 'a day' : day.summary} of the calendar ${day.calendar}${compared}.`;
}

function impact({ impact: amount }: Explained): string {
  if (amount === null || Math.abs(amount) < 1) return '';
  const requests = Math.round(Math.abs(amount)).toLocaleString('en-US');
  return amount < 0 ? `About ${requests} requests lost.` : `About ${requests} requests in excess.`;
}

function ending({ closedBecause, endMs }: Explained): string {
  if (endMs === null || closedBecause === null) return '';
  if (closedBecause === 'accepted') return 'Accepted as the new normal.';
  if (closedBecause === 'expired') return 'The series is gone and no longer watched.';
  return `Over at ${clockTime(endMs)} UTC.`;
}

const clockTime = (timeMs: number): string => new Date(timeMs).toISOString().slice(11, 16);

function quantity(value: number, unit: string): string {
  return unit === 'ratio' ? `${round(value * 100)} %` : `${round(value)}${unit === '' ? '' : ` ${unit}`}`;
}

/** Three significant digits, without exponent for everyday sizes. */
function round(value: number): string {
  return String(Number(value.toPrecision(3)));
}
