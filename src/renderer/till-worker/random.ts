import { toBase64url } from '../../domain/oplog/base64url.ts';

/** 128 random bits as base64url. */
export function randomId(): string {
  return toBase64url(crypto.getRandomValues(new Uint8Array(16)));
}

/** Uniform in [0, 1) from the system's generator. */
export function random(): number {
  const [a = 0] = crypto.getRandomValues(new Uint32Array(1));
  return a / 2 ** 32;
}
