import { hkdfSync } from 'node:crypto';
import { EncryptJWT, jwtDecrypt } from 'jose';
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import { ConsoleMe } from '../../../../src/contracts/console.ts';

/**
 * What the console keeps in a browser: sealed under a key of this site alone, so that each of its app
 * servers can read it and nobody else can, and nothing is kept here. What ends a sign-in early is its
 * end: eight hours, a shift.
 */

/** By site: two sites behind one host name must not sign each other's people out. */
export function cookieNames(site: string): { session: string; pending: string } {
  const session = `evertill-console-${site.toLowerCase()}`;
  return { session, pending: `${session}-pending` };
}

const SESSION_MS = 8 * 3_600_000;
/** Password and code are typed within this. */
const PENDING_MS = 15 * 60_000;

/** A sign-in under way: what the answer of the provider is held against. */
const Pending = Type.Object({
  state: Type.String(),
  nonce: Type.String(),
  verifier: Type.String(),
  /** Where in the console the person wanted to go. */
  to: Type.String(),
});
export type Pending = Static<typeof Pending>;

export type SealedCookies = {
  sealSession(me: Omit<ConsoleMe, 'expires_ms'>): Promise<string>;
  /** Undefined: none, spoiled, of another site, or over. */
  openSession(text: string | undefined): Promise<ConsoleMe | undefined>;
  sealPending(pending: Pending): Promise<string>;
  openPending(text: string | undefined): Promise<Pending | undefined>;
};

const ENCRYPTION = { alg: 'dir', enc: 'A256GCM' } as const;

/** `siteKeyPem`: the site's private key, from which the sealing key is derived. */
export function sealedCookies(siteKeyPem: string, now: () => number): SealedCookies {
  const key = new Uint8Array(hkdfSync('sha256', siteKeyPem, '', 'evertill console cookies 1', 32));
  const seal = (kind: string, value: object, endsMs: number): Promise<string> =>
    new EncryptJWT({ kind, value })
      .setProtectedHeader(ENCRYPTION)
      .setExpirationTime(Math.floor(endsMs / 1000))
      .encrypt(key);
  const open = async (kind: string, text: string | undefined): Promise<unknown> => {
    if (text === undefined || text === '') return undefined;
    const options = { currentDate: new Date(now()) };
    const opened = await jwtDecrypt(text, key, options).catch(() => undefined);
    return opened?.payload['kind'] === kind ? opened.payload['value'] : undefined;
  };
  return {
    sealSession(me) {
      const expires_ms = now() + SESSION_MS;
      return seal('session', { ...me, expires_ms }, expires_ms);
    },
    async openSession(text) {
      const value = await open('session', text);
      return Value.Check(ConsoleMe, value) ? value : undefined;
    },
    sealPending: (pending) => seal('pending', pending, now() + PENDING_MS),
    async openPending(text) {
      const value = await open('pending', text);
      return Value.Check(Pending, value) ? value : undefined;
    },
  };
}
