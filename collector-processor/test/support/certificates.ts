import { createSign, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';
import { isIPv4 } from 'node:net';

/** PEM texts. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

export interface Authority extends Certificate {
  /** A certificate for a server at these names and addresses, or for a client by its name. */
  issue(name: string, hosts?: readonly string[], validForMs?: number): Certificate;
}

const DAY_MS = 86_400_000;
const OID = {
  commonName: [0x55, 0x04, 0x03],
  ecdsaWithSha256: [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02],
  basicConstraints: [0x55, 0x1d, 0x13],
  subjectAltName: [0x55, 0x1d, 0x11],
} as const;

/** ASN.1 in DER: a tag, a length, and what is in it. */
function der(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  const size = Buffer.from(body.length.toString(16).padStart(body.length > 0xff ? 4 : 2, '0'), 'hex');
  const length = body.length < 0x80 ? size : Buffer.concat([Buffer.of(0x80 | size.length), size]);
  return Buffer.concat([Buffer.of(tag), length, body]);
}
const sequence = (...content: readonly Uint8Array[]): Buffer => der(0x30, ...content);
const oid = (bytes: readonly number[]): Buffer => der(0x06, Buffer.from(bytes));
const integer = (bytes: Uint8Array): Buffer => der(0x02, bytes);
const bits = (bytes: Uint8Array): Buffer => der(0x03, Buffer.of(0), bytes);
const nameOf = (text: string): Buffer =>
  sequence(der(0x31, sequence(oid(OID.commonName), der(0x0c, Buffer.from(text)))));
/** UTCTime. */
const time = (ms: number): Buffer =>
  der(0x17, Buffer.from(new Date(ms).toISOString().replace(/^..(..)-(..)-(..)T(..):(..):(..).*$/, '$1$2$3$4$5$6Z')));

function extensions(isAuthority: boolean, hosts: readonly string[]): Buffer {
  const constraints = sequence(
    oid(OID.basicConstraints),
    der(0x01, Buffer.of(0xff)),
    der(0x04, sequence(...(isAuthority ? [der(0x01, Buffer.of(0xff))] : []))),
  );
  const names = hosts.map((host) =>
    isIPv4(host) ? der(0x87, Buffer.from(host.split('.').map(Number))) : der(0x82, Buffer.from(host)),
  );
  const alternatives = names.length === 0 ? [] : [sequence(oid(OID.subjectAltName), der(0x04, sequence(...names)))];
  return der(0xa3, sequence(constraints, ...alternatives));
}

interface Subject {
  readonly name: string;
  readonly issuer: string;
  readonly publicKey: KeyObject;
  readonly signer: KeyObject;
  readonly isAuthority: boolean;
  readonly hosts: readonly string[];
  readonly validForMs: number;
}

function certify({ name, issuer, publicKey, signer, isAuthority, hosts, validForMs }: Subject): string {
  const algorithm = sequence(oid(OID.ecdsaWithSha256));
  const now = Date.now();
  const signed = sequence(
    der(0xa0, integer(Buffer.of(2))),
    // A leading byte of 1 keeps it positive.
    integer(Buffer.concat([Buffer.of(1), randomBytes(8)])),
    algorithm,
    nameOf(issuer),
    sequence(time(now - DAY_MS), time(now + validForMs)),
    nameOf(name),
    publicKey.export({ type: 'spki', format: 'der' }),
    extensions(isAuthority, hosts),
  );
  const signature = createSign('sha256').update(signed).sign(signer);
  const base64 = sequence(signed, algorithm, bits(signature)).toString('base64').replace(/.{64}/g, '$&\n').trim();
  return `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`;
}

const newKeys = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });
const pem = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString();

/** A certificate authority (X.509, RFC 5280, ECDSA on P-256) of this process alone: for tests of TLS, without openssl. */
export function createAuthority(name: string): Authority {
  const own = newKeys();
  const { publicKey, privateKey: signer } = own;
  const from = { issuer: name, signer };
  const cert = certify({ ...from, name, publicKey, isAuthority: true, hosts: [], validForMs: DAY_MS });
  return {
    cert,
    key: pem(signer),
    issue(subject, hosts = [], validForMs = DAY_MS) {
      const keys = newKeys();
      const given = { ...from, name: subject, publicKey: keys.publicKey, isAuthority: false, hosts, validForMs };
      return { cert: certify(given), key: pem(keys.privateKey) };
    },
  };
}
