import {
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Document,
  type Node,
} from 'yaml';
import { messageOf } from '../errors/message-of.ts';
import type { ConfigOrigin, ConfigPath, ConfigProblem } from './problem.ts';

/** A parsed file that still knows where each value stood. */
export interface YamlSource {
  /** The plain value; a fresh one, free to be changed. `{}` for an empty file. */
  readonly value: unknown;
  readonly problems: readonly ConfigProblem[];
  /** Place of the value at `path`, or of the nearest thing above it that is there. */
  valueOrigin(path: ConfigPath): ConfigOrigin;
  /** Place of the key itself: the last part of `path`. */
  keyOrigin(path: ConfigPath): ConfigOrigin;
}

export function readYamlSource(text: string, file: string): YamlSource {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true });
  const at = (offset: number): ConfigOrigin => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
  const problems: ConfigProblem[] = document.errors.map((error) => ({
    kind: 'syntax',
    path: [],
    origin: at(error.pos[0]),
    message: `not valid YAML: ${firstSentence(error.message)}`,
  }));

  let value: unknown = {};
  if (problems.length === 0) {
    try {
      value = document.toJS({ maxAliasCount: 100 }) ?? {};
    } catch (error) {
      const message = firstSentence(messageOf(error));
      problems.push({ kind: 'syntax', path: [], origin: at(0), message: `not valid YAML: ${message}` });
    }
  }
  return {
    value,
    problems,
    valueOrigin: (path) => at(offsetOf(document, path, 'value')),
    keyOrigin: (path) => at(offsetOf(document, path, 'key')),
  };
}

function offsetOf(document: Document, path: ConfigPath, part: 'key' | 'value'): number {
  let node: Node | null = document.contents;
  let offset = startOf(node) ?? 0;
  for (const [depth, step] of path.entries()) {
    if (isAlias(node)) node = node.resolve(document) ?? null;
    const wantsKey = part === 'key' && depth === path.length - 1;
    if (isMap(node)) {
      const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === step);
      if (pair === undefined) return offset;
      const keyOffset = startOf(pair.key) ?? offset;
      // A key without a value has a null node without a place of its own.
      const child: Node | null = isNode(pair.value) ? pair.value : null;
      if (wantsKey) return keyOffset;
      offset = startOf(child) ?? keyOffset;
      node = child;
    } else if (isSeq(node) && typeof step === 'number') {
      const child = node.items[step];
      if (!isNode(child)) return offset;
      offset = startOf(child) ?? offset;
      node = child;
    } else {
      return offset;
    }
  }
  return offset;
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}

function firstSentence(message: string): string {
  return message.split('\n')[0] ?? message;
}
