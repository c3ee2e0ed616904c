import { Type, type Static } from 'typebox';

/** How people of head office sign in; absent: the console says that nobody can. */
export const ConsoleSettings = Type.Object({
  /** Where this site's console is opened, without a slash at its end; the provider sends people back there. */
  url: Type.String({ pattern: '^https?://[^/]+$' }),
  /** OpenID Connect issuer; http on loopback only. */
  issuer: Type.String({
    pattern: '^(https://.+|http://(127\\.0\\.0\\.1|localhost)(:[0-9]+)?(/.*)?)$',
  }),
  clientId: Type.String({ minLength: 1 }),
  clientSecret: Type.String({ minLength: 16 }),
});
export type ConsoleSettings = Static<typeof ConsoleSettings>;

/** Undefined where `EVERTILL_OIDC_ISSUER` is not set. */
export function readConsoleSettings(env: Readonly<Record<string, string | undefined>>): unknown {
  if (env['EVERTILL_OIDC_ISSUER'] === undefined) return undefined;
  const own = `http://${env['EVERTILL_HOST'] ?? '127.0.0.1'}:${env['EVERTILL_PORT']}`;
  return {
    url: env['EVERTILL_CONSOLE_URL'] ?? own,
    issuer: env['EVERTILL_OIDC_ISSUER'],
    clientId: env['EVERTILL_OIDC_CLIENT_ID'],
    clientSecret: env['EVERTILL_OIDC_CLIENT_SECRET'],
  };
}
