import { conflict, firstWithSame } from './check-parts.ts';
import type { DraftConfig } from './draft.ts';
import type { Fault } from './validate.ts';

/** What no single value of a source shows. */
export function checkSources({ sources = [] }: DraftConfig): Fault[] {
  return sources.flatMap((source, index) => {
    if (source === undefined) return [];
    const path = ['sources', index];
    const faults: Fault[] = [];
    const first = firstWithSame(sources, index, 'name');
    if (first !== null) {
      const message = `'${source.name}' is the name of sources[${first}] already; names are unique`;
      faults.push(conflict([...path, 'name'], message));
    }
    const ways = (['basic', 'bearer_token', 'bearer_token_file'] as const).filter((way) => source[way] !== undefined);
    const [one, other] = ways;
    if (other !== undefined) faults.push(conflict([...path, other], `is given beside \`${one}\`; give one of them`));
    if (source.basic !== undefined) {
      const { password, password_file } = source.basic;
      const at = [...path, 'basic', password === undefined ? 'password' : 'password_file'];
      if (password === undefined && password_file === undefined) {
        faults.push({
          kind: 'missing',
          path: at,
          at: 'value',
          message: 'is missing; give `password` or `password_file`',
        });
      } else if (password !== undefined && password_file !== undefined) {
        faults.push(conflict(at, 'is given beside `password`; give one of them'));
      }
    }
    if ((source.tls?.cert_file === undefined) !== (source.tls?.key_file === undefined)) {
      faults.push(conflict([...path, 'tls'], 'has one of `cert_file` and `key_file`; a client certificate needs both'));
    }
    const url = source.url === undefined ? null : new URL(source.url);
    if (url !== null && (url.username !== '' || url.password !== '' || url.search !== '')) {
      faults.push(
        conflict([...path, 'url'], 'carries a user, a password or a query; give them as `basic` or `headers`'),
      );
    }
    return faults;
  });
}
