import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip, gunzipSync, gzipSync } from 'node:zlib';

/*
 * A sealed file: nonce (12) ‖ AES-256-GCM of the gzipped bytes ‖ tag (16). The name it goes by is
 * authenticated with it, so files of one backup cannot be swapped. Small ones, nearly all of a data
 * folder, go through memory: a stream costs more than they do.
 */

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const SMALL_BYTES = 1024 * 1024;
const LEVEL = 1;

/** Plain size and hash of what was read. */
export type Sum = { bytes: number; sha256: string };

const sumOf = (bytes: Uint8Array): Sum => ({
  bytes: bytes.length,
  sha256: createHash('sha256').update(bytes).digest('hex'),
});

const cipherOf = (key: Uint8Array, nonce: Uint8Array, name: string) =>
  createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(name));

const decipherOf = (key: Uint8Array, nonce: Uint8Array, tag: Uint8Array, name: string) =>
  createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(name))
    .setAuthTag(tag);

/** Seals bytes as the file `to`, synced to disk. */
export async function sealBytes(
  bytes: Uint8Array,
  to: string,
  name: string,
  key: Uint8Array,
): Promise<Sum> {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = cipherOf(key, nonce, name);
  const body = cipher.update(gzipSync(bytes, { level: LEVEL }));
  const sealed = Buffer.concat([nonce, body, cipher.final(), cipher.getAuthTag()]);
  await mkdir(path.dirname(to), { recursive: true, mode: 0o700 });
  await writeFile(to, sealed, { mode: 0o600, flush: true });
  return sumOf(bytes);
}

/** Seals a file as `to`, synced to disk. */
export async function sealFile(
  from: string,
  to: string,
  name: string,
  key: Uint8Array,
): Promise<Sum> {
  if ((await stat(from)).size <= SMALL_BYTES) return sealBytes(await readFile(from), to, name, key);
  await mkdir(path.dirname(to), { recursive: true, mode: 0o700 });
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = cipherOf(key, nonce, name);
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
  // Opened only here: an error of a stream that nobody listens to yet would end the process.
  const source = createReadStream(from);
  await pipeline(source, through, createGzip({ level: LEVEL }), cipher, framed, target);
  return sum();
}

/** Bytes of a small sealed file; throws where it is not what was sealed under that name and key. */
export async function unsealBytes(from: string, name: string, key: Uint8Array): Promise<Buffer> {
  const sealed = await readFile(from);
  if (sealed.length < NONCE_BYTES + TAG_BYTES) throw new Error(`${from} is cut short`);
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const tag = sealed.subarray(sealed.length - TAG_BYTES);
  const cipher = decipherOf(key, nonce, tag, name);
  const body = cipher.update(sealed.subarray(NONCE_BYTES, sealed.length - TAG_BYTES));
  return gunzipSync(Buffer.concat([body, cipher.final()]));
}

/**
 * Opens a sealed file into `to`; throws where it is not what was sealed under that name and key. Not
 * synced: PostgreSQL syncs its whole folder before it recovers in it.
 */
export async function unsealFile(
  from: string,
  to: string,
  name: string,
  key: Uint8Array,
): Promise<Sum> {
  const { size } = await stat(from);
  if (size <= SMALL_BYTES) {
    const bytes = await unsealBytes(from, name, key);
    await writeFile(to, bytes, { mode: 0o600 });
    return sumOf(bytes);
  }
  const nonce = await bytesAt(from, 0, NONCE_BYTES);
  const tag = await bytesAt(from, size - TAG_BYTES, TAG_BYTES);
  const cipher = decipherOf(key, nonce, tag, name);
  const { through, sum } = summing();
  const target = createWriteStream(to, { mode: 0o600 });
  const source = createReadStream(from, { start: NONCE_BYTES, end: size - TAG_BYTES - 1 });
  await pipeline(source, cipher, createGunzip(), through, target);
  return sum();
}

async function bytesAt(from: string, position: number, count: number): Promise<Buffer> {
  const file = await open(from);
  try {
    const bytes = Buffer.alloc(count);
    await file.read(bytes, 0, count, position);
    return bytes;
  } finally {
    await file.close();
  }
}

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
