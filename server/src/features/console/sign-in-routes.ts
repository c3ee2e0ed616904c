import type { FastifyInstance, FastifyReply } from 'fastify';
import { Type, type Static } from 'typebox';
import type { SiteContext } from '../../site-context.ts';
import { personOf } from '../../plugins/console-auth.ts';
import { tellSignIn } from '../audit/tell-sign-in.ts';
import type { SignInRefused } from '../../../../src/contracts/console.ts';
import { identityProvider } from './identity-provider.ts';
import { cookieNames, type SealedCookies } from './sealed-cookies.ts';

/** Only inside the console: an address elsewhere would make this site send people there. */
const To = Type.Object({ to: Type.Optional(Type.String({ pattern: '^/console(/|$)' })) });
const Anything = Type.Object({}, { additionalProperties: true });
const HIDDEN = { hide: true } as const;

/** Sign-in by the region's OpenID Connect provider, and sign-out. */
export function signInRoutes(
  app: FastifyInstance,
  site: SiteContext,
  cookies: SealedCookies,
): void {
  const { console: settings } = site.config;
  const provider = settings && identityProvider(settings);
  const names = cookieNames(site.config.site);
  const kept = {
    path: '/console',
    httpOnly: true,
    // The provider sends people back from its own address: `strict` would lose them.
    sameSite: 'lax',
    secure: settings?.url.startsWith('https:') === true,
  } as const;

  app.get<{ Querystring: Static<typeof To> }>(
    '/console/sign-in',
    { schema: { ...HIDDEN, summary: 'To the identity provider', querystring: To } },
    async (request, reply) => {
      // A person opened this address: what is wrong is told by the page, never by a problem's JSON.
      if (provider === undefined) return away(reply, refused('not-set-up'));
      const begun = await provider.begin(request.query.to ?? '/console').catch((error: unknown) => {
        site.log.warn({ err: String(error) }, 'identity provider is away');
        return undefined;
      });
      if (begun === undefined) return away(reply, refused('provider-away'));
      reply.setCookie(names.pending, await cookies.sealPending(begun.pending), kept);
      return away(reply, begun.location);
    },
  );

  app.get(
    '/console/callback',
    { schema: { ...HIDDEN, summary: 'Back from the identity provider', querystring: Anything } },
    async (request, reply) => {
      const pending = await cookies.openPending(request.cookies[names.pending]);
      reply.clearCookie(names.pending, kept);
      if (provider === undefined || pending === undefined) return away(reply, refused('again'));
      try {
        const person = await provider.finish(request.url, pending);
        if (typeof person === 'string') return away(reply, refused(person));
        site.log.info({ subject: person.subject, role: person.role }, 'signed in to the console');
        // On record first: nobody is in whom the audit does not know.
        await tellSignIn(site, 'signed-in', person);
        reply.setCookie(names.session, await cookies.sealSession(person), kept);
        return away(reply, pending.to);
      } catch (error) {
        site.log.warn({ err: String(error) }, 'sign-in failed');
        return away(reply, refused('again'));
      }
    },
  );

  app.post(
    '/console/sign-out',
    { config: { access: 'console' }, schema: { ...HIDDEN, summary: 'End of the sign-in' } },
    async (request, reply) => {
      reply.clearCookie(names.session, kept);
      // Leaving is never refused.
      await tellSignIn(site, 'signed-out', personOf(request)).catch((error: unknown) =>
        site.log.warn({ err: String(error) }, 'a sign-out is not on record'),
      );
      return reply.code(204).send();
    },
  );
}

const refused = (why: SignInRefused): string => `/console?refused=${why}`;

function away(reply: FastifyReply, to: string): FastifyReply {
  return reply.header('cache-control', 'no-store').redirect(to, 303);
}
