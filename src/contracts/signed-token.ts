/**
 * Every signed statement is `base64url(json) "." base64url(ed25519)` over
 * `"evertill:" purpose "\n" base64url(json)`. The purpose keeps one kind of
 * statement from ever passing as another.
 */
export const SIGNING_PURPOSES = [
  'region',
  'credential',
  'nonce',
  'request',
  'enrol',
  'flag',
  'op',
  'peer',
  'receipt',
  'lan',
  'archive',
  'build',
] as const;
export type SigningPurpose = (typeof SIGNING_PURPOSES)[number];

/** The exact text an Ed25519 signature of that purpose covers. */
export function signingText(purpose: SigningPurpose, text: string): string {
  return `evertill:${purpose}\n${text}`;
}

/** Text of a signed till request; `bodyHash` is base64url SHA-256 of the bytes on the wire. */
export function requestText(r: {
  method: string;
  path: string;
  tillId: string;
  stream: string;
  timeMs: number;
  bodyHash: string;
}): string {
  return [r.method, r.path, r.tillId, r.stream, String(r.timeMs), r.bodyHash].join('\n');
}

/** Text a site signs in `nonce_sig`: proves the answer comes from *our* site, not a portal. */
export function nonceText(n: {
  nonce: string;
  region: string;
  site: string;
  incarnation: string;
}): string {
  return [n.nonce, n.region, n.site, n.incarnation].join('\n');
}

/** Text a site signs for one head-office row that a till must be able to trust alone (D17). */
export function changeText(c: {
  ds: string;
  k: string;
  op: string;
  v: string | null;
  hlc: number;
  o: string;
}): string {
  return JSON.stringify([c.ds, c.k, c.op, c.v, c.hlc, c.o]);
}
