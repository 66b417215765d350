/** A metric's or label's name as Prometheus takes it everywhere: `service.name` → `service_name`. */
export function prometheusName(name: string): string {
  const safe = name.replace(/[^a-zA-Z0-9_]/g, '_');
  return /^[0-9]/.test(safe) ? `_${safe}` : safe;
}

export function escapeLabelValue(value: string): string {
  return value.replace(/[\\"\n]/g, (found) => (found === '\n' ? '\\n' : `\\${found}`));
}

/**
 * Labels in the text format, braces included. Two names that become one are joined with `;`, as Prometheus' OTLP receiver
 * does: a duplicate name would make it refuse the whole page.
 */
export function labelText(labels: Readonly<Record<string, string>>): string {
  const values = new Map<string, string>();
  for (const name of Object.keys(labels).sort()) {
    const safe = prometheusName(name);
    const before = values.get(safe);
    values.set(safe, before === undefined ? labels[name]! : `${before};${labels[name]}`);
  }
  return `{${[...values].map(([name, value]) => `${name}="${escapeLabelValue(value)}"`).join(',')}}`;
}
