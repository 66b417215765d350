import type { Attributes, DecodedSpan } from '../intake/otlp/decoded.ts';
import type { SpanColumns } from '../intake/wire/span-columns.ts';
import { spanAttributes } from '../intake/wire/texts.ts';
import { lookupIn } from './attributes.ts';
import { createRecords, type Records } from './records.ts';
import { BROKEN_ATTRIBUTE, type RefusalCounter, type RefusalReason } from './refusals.ts';
import type { createRequestEvents, RequestEventsOptions, Sender } from './request-events.ts';
import { understood } from './stream-routes.ts';

const KIND_SERVER = 2;
const STATUS_ERROR = 2;

export interface SpansOptions extends Pick<RequestEventsOptions, 'router' | 'limits'> {
  readonly takeRequest: ReturnType<typeof createRequestEvents>;
}

/** Counts and times HTTP requests by the spans of their servers. */
export function createSpans({ router, limits, takeRequest }: SpansOptions): Records<DecodedSpan, SpanColumns> {
  /** @param attributesOf only asked of a span that some watch may want */
  function take(
    { kind, startMs, endMs, status }: Omit<DecodedSpan, 'attributes'>,
    attributeCount: number,
    attributesOf: () => Attributes,
    sender: Sender,
    refusals: RefusalCounter,
    receivedMs: number,
  ): number {
    const refused = (reason: RefusalReason) => (refusals.add(reason, 'span'), 0);
    if (kind !== KIND_SERVER || !router.wantsRequests) return refused('unwatched');
    if (attributeCount + sender.attributes.length > limits.maxAttributes) return refused('too_many_attributes');
    const attributes = understood(attributesOf);
    if (attributes === null) return (refusals.add('malformed', BROKEN_ATTRIBUTE), 0);
    const event = { teller: 'spans', sender, startMs, endMs, markedAsError: status === STATUS_ERROR } as const;
    const reason = takeRequest(lookupIn(attributes, sender.attributes), event, receivedMs);
    return reason === null ? 1 : refused(reason);
  }

  return createRecords<DecodedSpan, SpanColumns>({
    item: (span, sender, refusals, receivedMs) =>
      take(span, span.attributes.length, () => span.attributes, sender, refusals, receivedMs),
    row(columns, row, sender, refusals, receivedMs) {
      const span = {
        kind: columns.kind[row]!,
        startMs: columns.startMs[row]!,
        endMs: columns.endMs[row]!,
        status: columns.status[row]!,
      };
      const attributesOf = (): Attributes => spanAttributes(columns, row);
      return take(span, columns.attributeCount[row]!, attributesOf, sender, refusals, receivedMs);
    },
  });
}
