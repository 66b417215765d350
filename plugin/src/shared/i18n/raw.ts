/** For texts with values in them: React escapes what it shows, and twice would show `req&#x2F;s`. */
export const RAW = { interpolation: { escapeValue: false } } as const;
