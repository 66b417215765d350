import type { Attributes } from '../intake/otlp/decoded.ts';
import { sumAttributes } from '../intake/wire/attribute-sums.ts';
import { SCATTERED, type MetricColumns } from '../intake/wire/metric-columns.ts';
import { SeededHash } from '../intake/wire/seeded-hash.ts';
import { metricTexts, resourceAttributes, scopeTexts } from '../intake/wire/texts.ts';
import { attributesKey, hash } from './attributes.ts';
import { ByteTable, NONE } from './byte-table.ts';

/** A sender. */
export interface ResourceIdentity {
  readonly id: number;
  readonly attributes: Attributes;
  /** A short name for it, the same over restarts. */
  readonly key: string;
  /** Who tells how far its metrics have come. */
  readonly producer: string;
}

/** One metric of one scope of one sender. */
export interface MetricIdentity {
  readonly id: number;
  readonly resource: ResourceIdentity;
  readonly name: string;
  readonly unit: string;
  /** What all its streams' keys begin with, the same over restarts. */
  readonly family: string;
  readonly isWatched: boolean;
}

/** Beyond this all is forgotten at once, and worked out anew. */
const MAX_KNOWN = 200_000;
const KINDS = ['other', 'gauge', 'sum', 'histogram', 'exponential'] as const;

/**
 * Who and what a row of columns speaks of. Worked out once for the same bytes; then it costs a look into a table. A
 * metric's way leads from text to text: resource → scope → version → name → unit, each known by its bytes and the one before.
 */
export function createIdentities(wantsMetric: (name: string) => boolean) {
  const texts = new ByteTable();
  const sums = new SeededHash();
  let resources: ResourceIdentity[] = [];
  let metrics = new Map<number, MetricIdentity>();
  const resourceIds = new Map<string, number>();
  let nextText = 0;

  function forgetAll(): void {
    texts.clear();
    resources = [];
    resourceIds.clear();
    metrics = new Map();
    nextText = 0;
  }

  /** @throws WireError where an attribute of it is broken */
  function resource(columns: MetricColumns, row: number): ResourceIdentity {
    const { resources: rows, view } = columns;
    const from = rows.attributesFrom[row]!;
    const to = rows.attributesTo[row]!;
    const isWhole = to !== SCATTERED;
    if (isWhole) sumAttributes(sums, view, from, to);
    const { low, high } = sums;
    const known = isWhole ? texts.find(NONE, low, high, view, from, to, true) : NONE;
    if (known !== NONE) return resources[known]!;
    const attributes = resourceAttributes(columns, row);
    const key = hash(attributesKey(attributes));
    let id = resourceIds.get(key);
    if (id === undefined) {
      resourceIds.set(key, (id = resources.length));
      resources.push({ id, attributes, key, producer: `metrics/${key}` });
    }
    if (isWhole) texts.add(NONE, low, high, view, from, to, id);
    return resources[id]!;
  }

  /** The text's number, under the one that it follows. */
  function text(after: number, { view }: MetricColumns, from: number, to: number): number {
    const next = texts.findNext(after, view, from, to);
    if (next !== NONE) return next;
    sums.start();
    sums.add(view, from, to);
    const { low, high } = sums;
    const known = texts.find(after, low, high, view, from, to, false);
    if (known !== NONE) return known;
    texts.add(after, low, high, view, from, to, nextText);
    return nextText++;
  }

  return {
    /** Before a request. @returns true when all was forgotten: ids given out before mean others now */
    makeRoom(): boolean {
      const isFull = texts.size > MAX_KNOWN || resources.length > MAX_KNOWN;
      if (isFull) forgetAll();
      return isFull;
    },
    resource,
    metric(columns: MetricColumns, row: number, sender: ResourceIdentity): MetricIdentity {
      const { metrics: rows, scopes } = columns;
      const scope = rows.scope[row]!;
      const kind = rows.kind[row]!;
      // Senders have negative numbers here, so that none is taken for a text.
      let id = text(-1 - sender.id * KINDS.length - kind, columns, scopes.nameFrom[scope]!, scopes.nameTo[scope]!);
      id = text(id, columns, scopes.versionFrom[scope]!, scopes.versionTo[scope]!);
      id = text(id, columns, rows.nameFrom[row]!, rows.nameTo[row]!);
      id = text(id, columns, rows.unitFrom[row]!, rows.unitTo[row]!);
      const known = metrics.get(id);
      if (known !== undefined) return known;
      const { name, unit } = metricTexts(columns, row);
      const { name: scopeName, version } = scopeTexts(columns, scope);
      const identity: MetricIdentity = {
        id,
        resource: sender,
        name,
        unit,
        family: `${sender.key}\u0000${scopeName}\u0000${version}\u0000${name}\u0000${KINDS[kind]!}`,
        isWatched: wantsMetric(name),
      };
      metrics.set(id, identity);
      return identity;
    },
  };
}
