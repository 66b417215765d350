import { createOtlpReader } from '../../src/intake/otlp/reader.ts';
import { readJournal } from '../../src/journal/read-journal.ts';
import { decodeCommand } from '../../src/pipeline/commands/codec.ts';

/** The OTLP requests in a journal that nobody writes to, by the attribute `id` of their resource. */
export async function journaledRequests(folder: string): Promise<{ readonly id: string }[]> {
  const reader = createOtlpReader();
  const found: { id: string }[] = [];
  const fail = (what: unknown): never => {
    throw new Error(`the journal is not whole: ${JSON.stringify(what)}`);
  };
  for await (const { payload } of readJournal({ folder, afterSeq: 0, onDamage: fail, onMissing: fail })) {
    const command = decodeCommand(payload);
    if (command.kind !== 'otlp') continue;
    const { signal, bytes, encoding } = command.given;
    const decoded = reader[signal](bytes, encoding);
    if (decoded.status !== 'decoded') return fail(decoded.error);
    for (const { attributes } of decoded.request.resources) {
      found.push({ id: String(attributes.find(({ key }) => key === 'id')?.value) });
    }
  }
  return found;
}
