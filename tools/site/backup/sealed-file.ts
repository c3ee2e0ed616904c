import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';

/*
 * A sealed file: nonce (12) ‖ AES-256-GCM of the gzipped bytes ‖ tag (16). The name it goes by is
 * authenticated with it, so files of one backup cannot be swapped.
 */

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Plain size and hash of what was read. */
export type Sum = { bytes: number; sha256: string };

function summing(): { through: Transform; sum: () => Sum } {
  const hash = createHash('sha256');
  let bytes = 0;
  const through = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  return { through, sum: () => ({ bytes, sha256: hash.digest('hex') }) };
}

/** Seals a file or bytes as `to`, synced to disk. */
export async function seal(
  from: string | Uint8Array,
  to: string,
  name: string,
  key: Uint8Array,
): Promise<Sum> {
  const source = typeof from === 'string' ? createReadStream(from) : Readable.from([from]);
  await mkdir(path.dirname(to), { recursive: true, mode: 0o700 });
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(name));
  const { through, sum } = summing();
  let isFirst = true;
  const framed = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      if (isFirst) this.push(nonce);
      isFirst = false;
      done(null, chunk);
    },
    flush(done) {
      this.push(cipher.getAuthTag());
      done();
    },
  });
  const target = createWriteStream(to, { mode: 0o600, flush: true });
  await pipeline(source, through, createGzip({ level: 1 }), cipher, framed, target);
  return sum();
}

/**
 * Opens a sealed file into `to`; throws where it is not what was sealed under that name and key. Not
 * synced: PostgreSQL syncs its whole folder before it recovers in it.
 */
export async function unseal(
  from: string,
  to: string | Transform,
  name: string,
  key: Uint8Array,
): Promise<Sum> {
  const { size } = await stat(from);
  if (size < NONCE_BYTES + TAG_BYTES) throw new Error(`${from} is cut short`);
  const nonce = Buffer.alloc(NONCE_BYTES);
  const tag = Buffer.alloc(TAG_BYTES);
  const file = await open(from);
  try {
    await file.read(nonce, 0, NONCE_BYTES, 0);
    await file.read(tag, 0, TAG_BYTES, size - TAG_BYTES);
  } finally {
    await file.close();
  }
  const cipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(name)).setAuthTag(tag);
  const { through, sum } = summing();
  const source = createReadStream(from, { start: NONCE_BYTES, end: size - TAG_BYTES - 1 });
  const target = typeof to === 'string' ? createWriteStream(to, { mode: 0o600 }) : to;
  await pipeline(source, cipher, createGunzip(), through, target);
  return sum();
}

/** Bytes of a small sealed file. */
export async function unsealBytes(from: string, name: string, key: Uint8Array): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const sink = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
  sink.resume();
  await unseal(from, sink, name, key);
  return Buffer.concat(chunks);
}
