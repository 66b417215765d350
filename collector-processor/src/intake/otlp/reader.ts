import type { OtlpReader } from './decoded.ts';
import { parseJson, readLogsJson, readMetricsJson, readTracesJson } from './json-reader.ts';
import { readLogsProtobuf, readMetricsProtobuf, readTracesProtobuf } from './protobuf-reader.ts';

/**
 * The readable reader: protobufjs and JSON.parse, then one pass into the plain form.
 *
 * @example
 * const result = createOtlpReader().metrics(body, 'protobuf');
 * if (result.status === 'decoded') measure.metrics(result.request, clock());
 */
export function createOtlpReader(): OtlpReader {
  return {
    metrics(bytes, encoding) {
      if (encoding === 'protobuf') return readMetricsProtobuf(bytes);
      const json = parseJson(bytes);
      return json.status === 'decoded' ? readMetricsJson(json.request) : json;
    },
    traces(bytes, encoding) {
      if (encoding === 'protobuf') return readTracesProtobuf(bytes);
      const json = parseJson(bytes);
      return json.status === 'decoded' ? readTracesJson(json.request) : json;
    },
    logs(bytes, encoding) {
      if (encoding === 'protobuf') return readLogsProtobuf(bytes);
      const json = parseJson(bytes);
      return json.status === 'decoded' ? readLogsJson(json.request) : json;
    },
  };
}
