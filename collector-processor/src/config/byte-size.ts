const UNIT_BYTES: Readonly<Record<string, number>> = { B: 1, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 };

/**
 * Bytes of a size as people write it; null where it is not one.
 *
 * @example parseByteSize('4MiB') // 4_194_304
 */
export function parseByteSize(text: string): number | null {
  const match = /^(\d+)(B|KiB|MiB|GiB)$/.exec(text);
  const bytes = match === null ? NaN : Number(match[1]) * (UNIT_BYTES[match[2] ?? ''] ?? NaN);
  return Number.isSafeInteger(bytes) ? bytes : null;
}
