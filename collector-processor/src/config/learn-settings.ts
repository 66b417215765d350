import type { DetectorChoice } from '../learn/types.ts';
import type { LearnSettings } from '../learn/settings.ts';
import { defaults } from './defaults.ts';
import type { Config } from './schema.ts';
import { durationMs } from './watch-definitions.ts';
import { HTTP_SIGNALS } from './http-watches-schema.ts';
import type { TuningConfig } from './tuning-schema.ts';

/** `learn` over its defaults, and what scores each watch. */
export function learnSettings(config: Config): LearnSettings {
  const learn = { ...defaults.learn, ...config.learn };
  const [hours = 0, minutes = 0] = learn.retrain_at.split(':').map(Number);
  return {
    enabled: learn.enabled,
    cpuShare: learn.cpu_share,
    retrainHour: hours + minutes / 60,
    retrainAfterSteps: learn.retrain_after_steps,
    onDrift: learn.retrain_on_drift,
    windowMs: durationMs(learn.window),
    timeoutMs: durationMs(learn.timeout),
    maxSeries: learn.max_series,
    candidates: [...learn.candidates],
    detectors: detectorsOf(config),
  };
}

function detectorsOf(config: Config): Record<string, DetectorChoice> {
  const named = (config.watches ?? []).map((watch) => [watch.name, watch] as const);
  const http = HTTP_SIGNALS.map((signal) => [signal, config.http_watches?.[signal] ?? {}] as const);
  const choice = (own: TuningConfig): DetectorChoice => {
    const given = own.detector ?? config.defaults?.detector ?? defaults.defaults.detector;
    if (typeof given === 'string') return given === 'auto' ? given : [given];
    return given.combine;
  };
  return Object.fromEntries([...http, ...named].map(([name, own]) => [name, choice(own)]));
}
