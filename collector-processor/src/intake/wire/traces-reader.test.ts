import { describe, expect } from '@jest/globals';
import { readTracesProtobuf } from '../otlp/protobuf-reader.ts';
import { toProtobuf, tracesRequest } from '../otlp/test-requests.ts';
import { tracesMessages } from './test-messages.ts';
import { readsAsTheGeneratedDecoder } from './test-reader-behaviour.ts';
import { spanAttributes } from './texts.ts';
import { createTracesReader } from './traces-reader.ts';

describe('the streaming reader of traces', () => {
  readsAsTheGeneratedDecoder({
    reader: createTracesReader(),
    item(columns, row) {
      const attributes = spanAttributes(columns, row);
      expect(columns.attributeCount[row]).toBe(attributes.length);
      return {
        kind: columns.kind[row]!,
        startMs: columns.startMs[row]!,
        endMs: columns.endMs[row]!,
        status: columns.status[row]!,
        attributes,
      };
    },
    decode: readTracesProtobuf,
    messages: tracesMessages,
    whole: toProtobuf('TracesRequest', tracesRequest),
  });
});
