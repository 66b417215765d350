import { Type } from 'typebox';
import { text } from './schema-types.ts';

/** An address to listen on. */
export const host = (value: string) =>
  text({
    description:
      'Address to listen on. Anything but loopback needs at least one token under auth.tokens, or tls.client_ca_file.',
    default: value,
    examples: ['0.0.0.0'],
  });

/** A port to listen on. */
export const port = (value: number) =>
  Type.Integer({ description: 'TCP port; 0 takes any free one.', minimum: 0, maximum: 65_535, default: value });
