import { t } from '@grafana/i18n';
import type { VerdictKind } from '../../shared/incidents/describe';

export type InboxAction =
  | { readonly kind: 'move'; readonly by: 1 | -1 }
  | { readonly kind: 'expand' }
  | { readonly kind: 'select' }
  | { readonly kind: 'select_all' }
  | { readonly kind: 'clear' }
  | { readonly kind: 'verdict'; readonly verdict: VerdictKind };

const KEYS: Readonly<Record<string, InboxAction>> = {
  j: { kind: 'move', by: 1 },
  ArrowDown: { kind: 'move', by: 1 },
  k: { kind: 'move', by: -1 },
  ArrowUp: { kind: 'move', by: -1 },
  o: { kind: 'expand' },
  x: { kind: 'select' },
  a: { kind: 'select_all' },
  Escape: { kind: 'clear' },
  f: { kind: 'verdict', verdict: 'false_alarm' },
  r: { kind: 'verdict', verdict: 'real' },
  e: { kind: 'verdict', verdict: 'expected' },
};

/** What the line under the list says of them. */
export function keysHelp(): string {
  return t(
    'inbox.keys',
    'j k move · Enter open · o what began with it · x select · a all · f false alarm · r real · e expected',
  );
}

/** What a key does in the list; null leaves it to the browser and to Grafana. */
export function inboxAction(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>): InboxAction | null {
  return event.ctrlKey || event.metaKey || event.altKey ? null : (KEYS[event.key] ?? null);
}
