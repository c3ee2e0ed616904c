import * as oidc from 'openid-client';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import {
  ConsoleMe,
  ConsoleRole,
  MOST_STORES,
  type SignInRefused,
} from '../../../../src/contracts/console.ts';
import type { ConsoleSettings } from './console-settings.ts';
import type { Pending } from './sealed-cookies.ts';

/** What the provider must say of a person; who has no role here may not come in. */
const Claims = Type.Object({
  sub: ConsoleMe.properties.subject,
  name: Type.Optional(ConsoleMe.properties.name),
  evertill_role: ConsoleRole,
  evertill_stores: Type.Optional(Type.Array(ConsoleMe.properties.stores.items)),
});

export type Person = Omit<ConsoleMe, 'expires_ms'>;
export type NoPerson = Extract<SignInRefused, 'no-right' | 'too-many-stores'>;

export type IdentityProvider = {
  /** Where the person signs in, and what to remember until then. Throws where the provider is away. */
  begin(to: string): Promise<{ location: string; pending: Pending }>;
  /** The person, from the address the provider sent them back to, or why they may not come in. */
  finish(cameBackTo: string, pending: Pending): Promise<Person | NoPerson>;
};

const SCOPE = 'openid profile evertill';
const ANSWERS_WITHIN_S = 5;

/** Authorisation code with PKCE, state and nonce, by a certified client library. */
export function identityProvider(settings: ConsoleSettings): IdentityProvider {
  const redirect_uri = `${settings.url}/console/callback`;
  let known: Promise<oidc.Configuration> | undefined;
  // Found when somebody first signs in: a provider that is away must not keep a site from starting.
  const configuration = (): Promise<oidc.Configuration> => {
    known ??= discover(settings).catch((error: unknown) => {
      known = undefined;
      throw error;
    });
    return known;
  };
  return {
    async begin(to) {
      const config = await configuration();
      const pending = {
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        verifier: oidc.randomPKCECodeVerifier(),
        to,
      };
      const location = oidc.buildAuthorizationUrl(config, {
        redirect_uri,
        scope: SCOPE,
        state: pending.state,
        nonce: pending.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(pending.verifier),
        code_challenge_method: 'S256',
      });
      return { location: location.href, pending };
    },
    async finish(cameBackTo, { state, nonce, verifier }) {
      const tokens = await oidc.authorizationCodeGrant(
        await configuration(),
        new URL(cameBackTo, settings.url),
        { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier },
      );
      return personOf(tokens.claims());
    },
  };
}

/** Pure. A manager without stores sees nothing, so has no right either. */
export function personOf(claims: unknown): Person | NoPerson {
  if (!Value.Check(Claims, claims)) return 'no-right';
  const { sub, name = sub, evertill_role: role, evertill_stores: stores = [] } = claims;
  if (role === 'it') return { subject: sub, name, role, stores: [] };
  if (stores.length === 0) return 'no-right';
  if (stores.length > MOST_STORES) return 'too-many-stores';
  return { subject: sub, name, role, stores };
}

async function discover(settings: ConsoleSettings): Promise<oidc.Configuration> {
  const { issuer, clientId, clientSecret } = settings;
  // The settings admit http on loopback alone.
  const execute = issuer.startsWith('http:') ? [oidc.allowInsecureRequests] : [];
  return oidc.discovery(new URL(issuer), clientId, clientSecret, undefined, {
    execute,
    timeout: ANSWERS_WITHIN_S,
  });
}
