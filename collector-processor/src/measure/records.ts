import type { Decoded } from '../intake/otlp/decoded.ts';
import type { RecordColumns } from '../intake/wire/record-columns.ts';
import { resourceAttributes } from '../intake/wire/texts.ts';
import { BROKEN_ATTRIBUTE, type RefusalCounter } from './refusals.ts';
import { senderOf, type Sender } from './request-events.ts';
import { understood } from './stream-routes.ts';

/** What is told one by one: spans, log records. */
export interface RecordsOptions<Item, Columns> {
  /** @returns 1 where a watch took it, else 0, and why in the refusals */
  item(item: Item, sender: Sender, refusals: RefusalCounter, receivedMs: number): number;
  /** The same of a row. */
  row(columns: Columns, row: number, sender: Sender, refusals: RefusalCounter, receivedMs: number): number;
}

/** Walks over the records of a request in either form, each with its sender. */
export interface Records<Item, Columns> {
  /** @returns how many a watch took */
  decoded(request: Decoded<Item>, refusals: RefusalCounter, receivedMs: number): number;
  /** The same of a request that the streaming reader read. */
  columns(columns: Columns, refusals: RefusalCounter, receivedMs: number): number;
}

export function createRecords<Item, Columns extends RecordColumns>({
  item,
  row: takeRow,
}: RecordsOptions<Item, Columns>): Records<Item, Columns> {
  return {
    decoded({ resources, malformed }, refusals, receivedMs) {
      refusals.add('malformed', malformed.message, malformed.count);
      let accepted = 0;
      for (const { attributes, scopes } of resources) {
        const sender = senderOf(attributes);
        for (const { items } of scopes) for (const each of items) accepted += item(each, sender, refusals, receivedMs);
      }
      return accepted;
    },
    columns(columns, refusals, receivedMs) {
      const senders = sendersOf(columns);
      let accepted = 0;
      for (let row = 0; row < columns.count; row++) {
        const sender = senders[columns.resource[row]!]!;
        if (sender === null) refusals.add('malformed', BROKEN_ATTRIBUTE);
        else accepted += takeRow(columns, row, sender, refusals, receivedMs);
      }
      return accepted;
    },
  };
}

/** By row of the resources; null where an attribute is broken. */
function sendersOf(columns: RecordColumns): (Sender | null)[] {
  return Array.from({ length: columns.resources.count }, (_, row) => {
    const attributes = understood(() => resourceAttributes(columns, row));
    return attributes === null ? null : senderOf(attributes);
  });
}
