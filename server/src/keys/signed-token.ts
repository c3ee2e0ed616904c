import type { KeyObject } from 'node:crypto';
import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import type { SigningPurpose } from '../../../src/contracts/signed-token.ts';
import { signText, verifyText } from './ed25519.ts';

/** `base64url(json) "." base64url(signature)` of a statement. */
export function makeToken(key: KeyObject, purpose: SigningPurpose, statement: object): string {
  const payload = Buffer.from(JSON.stringify(statement)).toString('base64url');
  return `${payload}.${signText(key, purpose, payload)}`;
}

/** The statement inside a token, its signature NOT looked at; undefined where it does not fit. */
export function peekToken<S extends TSchema>(schema: S, token: string): Static<S> | undefined {
  try {
    const payload = token.slice(0, token.indexOf('.'));
    const statement: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
    return Value.Check(schema, statement) ? statement : undefined;
  } catch {
    return undefined;
  }
}

/** The statement of a token that `key` signed for that purpose, else undefined. */
export function readToken<S extends TSchema>(
  schema: S,
  token: string,
  key: KeyObject,
  purpose: SigningPurpose,
): Static<S> | undefined {
  const dot = token.indexOf('.');
  const signed = verifyText(key, purpose, token.slice(0, dot), token.slice(dot + 1));
  return signed ? peekToken(schema, token) : undefined;
}
