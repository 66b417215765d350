export { createSelfTelemetry, type SelfTelemetry, type SelfTelemetryOptions } from './self-telemetry.ts';
export { SILENT_TELEMETRY, type Observation, type Telemetry, type TelemetryAttributes } from './telemetry.ts';
