import { TidemarkError } from '../../errors/tidemark-error.ts';
import type { NumberArray, PlainValue, SerialisedModel } from './types.ts';

/** Refuses another model's data, or another format's. */
export function expectModel(data: SerialisedModel, model: string, version: number): void {
  if (data.model !== model) throw unreadable(model, `it is a model '${data.model}'`);
  if (data.version !== version) {
    throw unreadable(model, `it has format ${data.version}; this version of Tidemark reads format ${version}`);
  }
}

/** The array stored under `name`. */
export function storedArray<T extends NumberArray>(
  data: SerialisedModel,
  name: string,
  type: { new (length: number): T },
): T {
  const array = Object.hasOwn(data.arrays, name) ? data.arrays[name] : undefined;
  if (!(array instanceof type)) throw unreadable(data.model, `its '${name}' is missing or of another type`);
  return array;
}

/** The finite number stored under `name`. */
export function storedNumber(data: SerialisedModel, name: string): number {
  const value = Object.hasOwn(data.plain, name) ? data.plain[name] : undefined;
  if (typeof value !== 'number') throw unreadable(data.model, `its '${name}' is missing or no number`);
  return value;
}

/** The value stored under `name`, whose shape this version wrote itself. */
export function storedPlain(data: SerialisedModel, name: string): PlainValue {
  if (!Object.hasOwn(data.plain, name)) throw unreadable(data.model, `its '${name}' is missing`);
  return data.plain[name]!;
}

export function unreadable(model: string, reason: string): TidemarkError {
  return new TidemarkError('TLERR_MODEL_UNREADABLE', { model, reason });
}
