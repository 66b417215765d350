import type { Attributes, DecodedSpan, DecodedTraces } from '../intake/otlp/decoded.ts';
import type { SpanColumns } from '../intake/wire/span-columns.ts';
import { resourceAttributes, spanAttributes } from '../intake/wire/texts.ts';
import { attributesKey, hash, lookupIn } from './attributes.ts';
import type { BatchBuilder } from './batch-builder.ts';
import type { Distribute } from './distribute.ts';
import type { createHttpClaims } from './http-claims.ts';
import type { MeasureLimits } from './limits.ts';
import type { Observation } from './observation.ts';
import { BROKEN_ATTRIBUTE, type Refusal, type RefusalCounter } from './refusals.ts';
import type { Router } from './routes.ts';
import { observeSpan } from './span-observation.ts';
import { hasLongLabel, understood } from './stream-routes.ts';
import { timeProblem } from './validate.ts';

const KIND_SERVER = 2;
const STATUS_ERROR = 2;

export interface SpansOptions {
  readonly router: Router;
  readonly limits: MeasureLimits;
  readonly claimHttp: ReturnType<typeof createHttpClaims>;
  readonly distribute: Distribute;
  readonly batch: BatchBuilder;
  readonly observation: Observation;
}

/** The resource that spans are of, and the key that it claims requests under. */
interface Sender {
  readonly attributes: Attributes;
  readonly key: string;
}

/** Counts and times HTTP requests by the spans of their servers. */
export function createSpans({ router, limits, claimHttp, distribute, batch, observation }: SpansOptions) {
  /** @param attributesOf only asked of a span that some watch may want. @throws WireError where one is broken */
  function take(
    { kind, startMs, endMs, status }: Omit<DecodedSpan, 'attributes'>,
    attributeCount: number,
    attributesOf: () => Attributes,
    sender: Sender,
    refusals: RefusalCounter,
    receivedMs: number,
  ): number {
    const refused = (reason: Refusal['reason']) => (refusals.add(reason, 'span'), 0);
    if (kind !== KIND_SERVER || !router.wantsSpans) return refused('unwatched');
    if (attributeCount + sender.attributes.length > limits.maxAttributes) return refused('too_many_attributes');
    const attributes = understood(attributesOf);
    if (attributes === null) return (refusals.add('malformed', BROKEN_ATTRIBUTE), 0);
    const lookup = lookupIn(attributes, sender.attributes);
    const routes = router.span(lookup, status === STATUS_ERROR);
    if (routes.length === 0) return refused('unwatched');
    if (hasLongLabel(routes, limits.maxLabelLength)) return refused('label_too_long');
    const problem = startMs === 0 ? 'no_time' : timeProblem(startMs, endMs, receivedMs, limits);
    if (problem !== null) return refused(problem);
    const clip = claimHttp(lookup('service.name'), sender.key, null, endMs, endMs, receivedMs);
    observeSpan(observation, startMs, endMs);
    const reason = distribute(observation, routes, clip, batch);
    if (reason !== null) return refused(reason);
    batch.mark(`spans/${sender.key}`, endMs);
    return 1;
  }

  return {
    /** @returns how many a watch took */
    decoded({ resources }: DecodedTraces, refusals: RefusalCounter, receivedMs: number): number {
      let accepted = 0;
      for (const { attributes: ofResource, scopes } of resources) {
        const sender = senderOf(ofResource);
        for (const span of scopes.flatMap(({ items }) => items)) {
          const { attributes } = span;
          accepted += take(span, attributes.length, () => attributes, sender, refusals, receivedMs);
        }
      }
      return accepted;
    },
    /** The same of a request that the streaming reader read. */
    columns(columns: SpanColumns, refusals: RefusalCounter, receivedMs: number): number {
      const senders = Array.from({ length: columns.resources.count }, (_, row) => {
        const attributes = understood(() => resourceAttributes(columns, row));
        return attributes === null ? null : senderOf(attributes);
      });
      let accepted = 0;
      for (let row = 0; row < columns.count; row++) {
        const sender = senders[columns.resource[row]!]!;
        if (sender === null) {
          refusals.add('malformed', BROKEN_ATTRIBUTE);
          continue;
        }
        const span = {
          ...{ kind: columns.kind[row]!, status: columns.status[row]! },
          ...{ startMs: columns.startMs[row]!, endMs: columns.endMs[row]! },
        };
        const attributesOf = (): Attributes => spanAttributes(columns, row);
        accepted += take(span, columns.attributeCount[row]!, attributesOf, sender, refusals, receivedMs);
      }
      return accepted;
    },
  };
}

const senderOf = (attributes: Attributes): Sender => ({ attributes, key: hash(attributesKey(attributes)) });
