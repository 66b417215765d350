import type { ErrorEntry } from './registry.ts';

/** docs/errors.md: the registry as a page. */
export function errorsMarkdown(errors: Readonly<Record<string, ErrorEntry>>): string {
  const sections = Object.entries(errors)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([code, entry]) => {
      const leaves = [
        entry.status === undefined ? null : `HTTP status ${entry.status}`,
        entry.exitCode === undefined ? null : `exit code ${entry.exitCode}`,
      ].filter((part) => part !== null);
      return [
        `## ${code}`,
        '',
        `> ${quote(entry.text)}`,
        '',
        ...(leaves.length > 0 ? [`${leaves.join(', ')}.`, ''] : []),
        entry.help,
      ].join('\n');
    });
  return `${[
    '# Errors',
    '',
    '<!-- Generated from collector-processor/src/errors/registry.ts by collector-processor/src/errors/write-docs.ts. -->',
    '',
    'Every error that Tidemark shows has a code, says what happened and where, and what to do about it. Words in braces are',
    'filled in. Codes are never reused.',
    '',
    ...sections.flatMap((section) => [section, '']),
  ]
    .join('\n')
    .trimEnd()}\n`;
}

/** A block quote of several lines, hard-broken; a placeholder at the start of a line stays text. */
function quote(text: string): string {
  return text.replaceAll('<', '\\<').replaceAll('\n', '  \n> ');
}
