/** The HTTP contract of the collector-processor, as types alone: none of its code reaches the browser. */
export type {
  ErrorBody,
  ForecastResponse,
  ForecastSeries,
  IncidentBody,
  IncidentsResponse,
  RangeField,
  RangeResponse,
  RangeSeries,
  Series,
  SeriesResponse,
  VerdictRequest,
  Watch,
  WatchesResponse,
} from '@tidemark/collector-processor/contract';
