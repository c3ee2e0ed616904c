import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** DER: tag, length, content. Lengths here stay below 64 KB. */
function der(tag: number, ...parts: Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  const n = body.length;
  const length = n < 128 ? [n] : n < 256 ? [0x81, n] : [0x82, n >> 8, n & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
}

const sequence = (...parts: Uint8Array[]): Buffer => der(0x30, ...parts);
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));
const ECDSA_SHA256 = sequence(oid('2a8648ce3d040302'));
const COMMON_NAME = '550403';
const SUBJECT_ALT_NAME = '551d11';

function name(text: string): Buffer {
  return sequence(der(0x31, sequence(oid(COMMON_NAME), der(0x0c, Buffer.from(text)))));
}

function time(ms: number): Buffer {
  const digits = new Date(ms).toISOString().replace(/[-:T]/g, '').slice(0, 14);
  return der(0x18, Buffer.from(`${digits}Z`));
}

/**
 * A self-signed certificate for 127.0.0.1, valid between two times (ms): what a test needs to meet
 * each TLS failure without a file or a tool.
 */
export function makeCertificate(fromMs: number, toMs: number): { key: string; cert: string } {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const spki = pair.publicKey.export({ type: 'spki', format: 'der' });
  const who = name(`till test ${createHash('sha256').update(spki).digest('hex').slice(0, 8)}`);
  const address = der(0x87, Buffer.from([127, 0, 0, 1]));
  const alternative = sequence(oid(SUBJECT_ALT_NAME), der(0x04, sequence(address)));
  const serial = Buffer.concat([Buffer.from([1]), randomBytes(8)]);
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, serial),
    ECDSA_SHA256,
    who,
    sequence(time(fromMs), time(toMs)),
    who,
    spki,
    der(0xa3, sequence(alternative)),
  );
  const signature = sign('sha256', body, pair.privateKey);
  const whole = sequence(body, ECDSA_SHA256, der(0x03, Buffer.from([0]), signature));
  const lines = whole.toString('base64').replace(/.{64}/g, '$&\n');
  return {
    key: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
  };
}
