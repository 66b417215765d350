import { Type } from 'typebox';
import { section, text } from './schema-types.ts';

/** `tls` of an address to listen on. */
export const serverTlsSchema = section(
  {
    cert_file: Type.Optional(
      text({
        description: 'Certificate and its chain, PEM; relative to the configuration file. Read again when it changes.',
        whenAbsent: 'no TLS',
      }),
    ),
    key_file: Type.Optional(text({ description: 'Key of the certificate, PEM.', whenAbsent: 'no TLS' })),
    client_ca_file: Type.Optional(
      text({
        description:
          'Certificate authorities, PEM: only who has a certificate of theirs is let in (mTLS), with a token as well where there are tokens.',
        whenAbsent: 'no client certificates are asked for',
      }),
    ),
  },
  'TLS 1.2 and 1.3. Absent: what is sent, tokens too, can be read by whoever is on the way.',
);
