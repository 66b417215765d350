/** What texts are shown in; English until the texts of another language have come. */
let shown = 'en-US';

export function setLanguage(language: string): void {
  shown = language;
}

/** True where what the processor says, which is English, can be shown as it is. */
export function showsEnglish(): boolean {
  return shown.startsWith('en');
}

/** Of the texts: `de-DE`. */
export function shownLanguage(): string {
  return shown;
}

/** A number as the language of the texts writes it. */
export function numberText(value: number, options: Intl.NumberFormatOptions): string {
  return new Intl.NumberFormat(shown, options).format(value);
}

/** Between the whole and the rest of a number: what Grafana's formats write as a point in every language. */
export function decimalMark(): string {
  return new Intl.NumberFormat(shown).formatToParts(0.5).find(({ type }) => type === 'decimal')?.value ?? '.';
}

/** A score, or a percentage, of which one decimal matters. */
export function oneDecimal(value: number): string {
  return numberText(value, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
}
