import type { Attributes, DecodedLog, LogBody, LogField } from '../intake/otlp/decoded.ts';
import { MAP_BODY, TEXT_BODY, type LogColumns } from '../intake/wire/log-columns.ts';
import { logAttributes, logBody } from '../intake/wire/texts.ts';
import type { AccessRecord } from './access-log/access-record.ts';
import { flatFields } from './access-log/flat-fields.ts';
import { MAX_LINE_LENGTH, mayBeAccessLine } from './access-log/line.ts';
import { createAccessReader, statusNames, type AccessLogSettings, type FoundAccess } from './access-log/reader.ts';
import { lookupIn } from './attributes.ts';
import type { Lookup } from './matchers.ts';
import { createRecords, type Records } from './records.ts';
import { BROKEN_ATTRIBUTE, type RefusalCounter, type RefusalReason } from './refusals.ts';
import type { createRequestEvents, RequestEventsOptions, Sender } from './request-events.ts';
import { understood } from './stream-routes.ts';

export interface LogsOptions extends Pick<RequestEventsOptions, 'router' | 'limits'> {
  readonly takeRequest: ReturnType<typeof createRequestEvents>;
  readonly accessLogs: AccessLogSettings;
}

/** A log record, as far as it was looked at. */
interface Given {
  readonly timeMs: number;
  readonly observedMs: number;
  readonly attributeCount: number;
  /** False: none of its attributes is a status. */
  readonly mayBeNamed: boolean;
  /** @throws WireError where one is broken */
  attributes(): readonly LogField[];
  /** null where it cannot be an access log's. @throws WireError where it is broken */
  body(): LogBody;
}

/** Longer than any request that is worth timing: whatever it is, no duration. */
const LONGEST_SECONDS = 86_400;

/** Counts and times HTTP requests by the records of access logs. All other records are passed over, and counted. */
export function createLogs({ router, limits, takeRequest, accessLogs }: LogsOptions): Records<DecodedLog, LogColumns> {
  const reader = createAccessReader(accessLogs);
  const names = new Set(statusNames(accessLogs));
  const isWanted = accessLogs.enabled && router.wantsRequests;

  function take(given: Given, sender: Sender, refusals: RefusalCounter, receivedMs: number): number {
    const refused = (reason: RefusalReason) => (refusals.add(reason, 'log record'), 0);
    if (!isWanted) return refused('unwatched');
    const isTooMuch = given.attributeCount + sender.attributes.length > limits.maxAttributes;
    // Before they are made objects of.
    if (given.mayBeNamed && isTooMuch) return refused('too_many_attributes');
    const found = understood(() => find(given) ?? 'none');
    if (found === null) return (refusals.add('malformed', BROKEN_ATTRIBUTE), 0);
    if (found === 'none') return refused('not_an_access_log');
    if (isTooMuch) return refused('too_many_attributes');
    const fields = understood(() =>
      found.isBody ? [...found.fields, ...flatFields(given.attributes())] : found.fields,
    );
    if (fields === null) return (refusals.add('malformed', BROKEN_ATTRIBUTE), 0);
    const { record } = found;
    if (record.durationSeconds > LONGEST_SECONDS) return refused('out_of_range');
    const endMs = given.timeMs || record.timeMs || given.observedMs;
    const startMs = endMs - record.durationSeconds * 1000;
    const event = { teller: 'logs', sender, startMs, endMs, markedAsError: false } as const;
    const reason = takeRequest(lookupOf(record, fields, sender), event, receivedMs);
    return reason === null ? 1 : refused(reason);
  }

  function find(given: Given): (FoundAccess & { readonly isBody: boolean }) | null {
    const inAttributes = given.mayBeNamed ? reader.inFields(given.attributes()) : null;
    if (inAttributes !== null) return { ...inAttributes, isBody: false };
    const inBody = reader.inBody(given.body());
    return inBody === null ? null : { ...inBody, isBody: true };
  }

  return createRecords<DecodedLog, LogColumns>({
    item({ timeMs, observedMs, attributes, body }, sender, refusals, receivedMs) {
      const given: Given = {
        timeMs,
        observedMs,
        attributeCount: attributes.length,
        mayBeNamed: attributes.some(({ key }) => names.has(key)),
        attributes: () => attributes,
        body: () => body,
      };
      return take(given, sender, refusals, receivedMs);
    },
    row(columns, row, sender, refusals, receivedMs) {
      const mayBeNamed = columns.isNamed[row] === 1;
      // Most records are none: not even asked for what they say.
      if (isWanted && !mayBeNamed && !mayBeAccess(columns, row)) {
        refusals.add('not_an_access_log', 'log record');
        return 0;
      }
      const given: Given = {
        timeMs: columns.timeMs[row]!,
        observedMs: columns.observedMs[row]!,
        attributeCount: columns.attributeCount[row]!,
        mayBeNamed,
        attributes: () => logAttributes(columns, row),
        // Without a name it would not have come here.
        body: () => (!mayBeNamed || mayBeAccess(columns, row) ? logBody(columns, row) : null),
      };
      return take(given, sender, refusals, receivedMs);
    },
  });
}

const [SPACE, BRACE] = [0x20, 0x7b];
/** More than any line has, whatever its letters. */
const MAX_BODY_BYTES = 4 * MAX_LINE_LENGTH;

/** Whether a body may be an access log's, by a look at its bytes: most texts are none, and need not be made. */
function mayBeAccess({ bytes, bodyKind, bodyFrom, bodyTo }: LogColumns, row: number): boolean {
  const from = bodyFrom[row]!;
  const to = bodyTo[row]!;
  if (to - from > MAX_BODY_BYTES) return false;
  if (bodyKind[row] === MAP_BODY) return true;
  if (bodyKind[row] !== TEXT_BODY) return false;
  const first = bytes[from];
  if (from < to && (first === BRACE || first! <= SPACE)) return true;
  return mayBeAccessLine(bytes, from, to);
}

/** The record's own words stand in for what convention calls them; everything else is where it was found, or the sender's. */
function lookupOf({ status, route }: AccessRecord, fields: Attributes, { attributes }: Sender): Lookup {
  const others = lookupIn(fields, attributes);
  return (key) => {
    if (key === 'http.response.status_code') return String(status);
    return key === 'http.route' ? route : others(key);
  };
}
