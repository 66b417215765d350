import type { SchemaNode } from './describe-schema.ts';
import { coerce, type Environment } from './environment.ts';
import type { ConfigPath } from './problem.ts';
import type { Fault } from './validate.ts';

/** `${NAME}`, `${NAME:-fallback}` and, as the Collector writes it, `${env:NAME}`; `$${` stands for a plain `${`. */
const REFERENCE = /\$\$\{|\$\{(?:env:)?([A-Za-z_]\w*)(?::-([^}]*))?\}/g;

export interface Interpolated {
  readonly value: unknown;
  /** The variables that it refers to. */
  readonly variables: readonly string[];
  readonly faults: readonly Fault[];
}

/**
 * Puts environment variables into the text values of a configuration, leaving out keys without a value (a section whose
 * lines are all commented out is as good as absent).
 */
export function interpolate(value: unknown, schema: SchemaNode, env: Environment, path: ConfigPath = []): Interpolated {
  if (typeof value === 'string') return interpolateText(value, schema, env, path);
  if (typeof value !== 'object' || value === null) return { value, variables: [], faults: [] };

  const faults: Fault[] = [];
  const variables: string[] = [];
  const inner = (child: unknown, childSchema: SchemaNode, step: string | number): unknown => {
    const result = interpolate(child, childSchema, env, [...path, step]);
    faults.push(...result.faults);
    variables.push(...result.variables);
    return result.value;
  };
  if (Array.isArray(value))
    return { value: value.map((item, index) => inner(item, schema.items ?? {}, index)), variables, faults };
  const entries = Object.entries(value)
    .filter(([, child]) => child !== null)
    .map(([key, child]) => [key, inner(child, schema.properties?.[key] ?? {}, key)] as const);
  return { value: Object.fromEntries(entries), variables, faults };
}

function interpolateText(text: string, schema: SchemaNode, env: Environment, path: ConfigPath): Interpolated {
  const faults: Fault[] = [];
  const variables: string[] = [];
  const filled = text.replace(REFERENCE, (whole, name: string | undefined, fallback: string | undefined) => {
    if (name === undefined) return '${';
    variables.push(name);
    const found = env[name] ?? fallback;
    if (found === undefined) {
      const message = `environment variable ${name} is not set; set it, or give a fallback as \${${name}:-value}`;
      faults.push({ kind: 'missing', path, at: 'value', message });
    }
    return found ?? whole;
  });
  return { value: filled === text ? text : coerce(filled, schema), variables, faults };
}
