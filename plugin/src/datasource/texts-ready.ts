import pluginJson from './plugin.json';

/** Resolves once texts come in the person's language; where that language cannot be had, in English. */
export const textsReady: Promise<void> = import('../shared/i18n/plugin-ready')
  .then(({ pluginReady }) => pluginReady(pluginJson.id))
  .catch(() => undefined);
