import { initPluginTranslations } from '@grafana/i18n';
import { setLanguage } from './language';

/** Languages with a file of their own; any other, and English, is what the source says. */
const LANGUAGES: Readonly<Record<string, () => Promise<{ default: Record<string, unknown> }>>> = {
  'de-DE': () => import('../../locales/de-DE/tidemark-anomaly-app.json'),
};

/**
 * Resolves once texts come in the person's language. App, datasource and panel are three bundles with one set of texts:
 * each loads it under its own id, for Grafana itself would look for a file of each.
 */
export async function pluginReady(pluginId: string): Promise<void> {
  const { language } = await initPluginTranslations(pluginId, [
    async (wanted) => (await LANGUAGES[wanted]?.())?.default ?? {},
  ]);
  if (language !== undefined && Object.hasOwn(LANGUAGES, language)) {
    setLanguage(language);
  }
}
