import { randomInt } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { Type, type Static } from 'typebox';
import { Ms, TillId } from '../../../../src/contracts/ids.ts';
import { ProblemError } from '../../problem-error.ts';
import type { SiteContext } from '../../site-context.ts';
import { appendChanges } from '../changes/append-changes.ts';
import { codeHash, makeCode } from '../enrol/enrolment-code.ts';
import { storeProfile } from '../changes/store-profile.ts';

const DEFAULT_TTL_MS = 24 * 3_600_000;
const LONGEST_TTL_MS = 30 * DEFAULT_TTL_MS;

const NewCode = Type.Object({
  store: Type.String({ pattern: '^[0-9]{4}$' }),
  till: Type.String({ pattern: '^[0-9]{2}$' }),
  ttl_ms: Type.Optional(Type.Integer({ minimum: 1, maximum: LONGEST_TTL_MS })),
});
const Code = Type.Object({ code: Type.String({ maxLength: 40 }) });
const CodeAnswer = Type.Object({ code: Type.String(), expires_ms: Ms });
const TillRevocation = Type.Object({ till_id: TillId });
const Done = Type.Object({ ok: Type.Literal(true) });

function codeRoutes(app: FastifyInstance, site: SiteContext): void {
  app.post<{ Body: Static<typeof NewCode> }>(
    '/v1/admin/enrolment-codes',
    {
      config: { access: 'admin' },
      schema: { summary: 'Issue a one-time code', body: NewCode, response: { 200: CodeAnswer } },
    },
    async (request) => {
      const { store, till, ttl_ms: ttl = DEFAULT_TTL_MS } = request.body;
      if ((await storeProfile(site.pool, store)) === undefined) {
        throw new ProblemError('not-found', `store ${store} has no profile`);
      }
      const code = makeCode(site.config.site, () => randomInt(32));
      const expiresMs = site.now() + ttl;
      await site.pool.query(
        `INSERT INTO enrolment_codes (code_hash, store, till, expires_at)
         VALUES ($1, $2, $3, to_timestamp($4::float8 / 1000))`,
        [codeHash(code), store, till, expiresMs],
      );
      return { code, expires_ms: expiresMs };
    },
  );
  app.post<{ Body: Static<typeof Code> }>(
    '/v1/admin/enrolment-codes/revoke',
    {
      config: { access: 'admin' },
      schema: { summary: 'Revoke a code', body: Code, response: { 200: Done } },
    },
    async (request) => {
      const done = await site.pool.query(
        'UPDATE enrolment_codes SET revoked_at = coalesce(revoked_at, now()) WHERE code_hash = $1',
        [codeHash(request.body.code)],
      );
      if (done.rowCount === 0) throw new ProblemError('not-found');
      return { ok: true };
    },
  );
}

/** Codes for new tills, and what cuts a code or a till off again. */
export function enrolmentAdmin(app: FastifyInstance, site: SiteContext): void {
  codeRoutes(app, site);
  app.post<{ Body: Static<typeof TillRevocation> }>(
    '/v1/admin/tills/revoke',
    {
      config: { access: 'admin' },
      schema: {
        summary: 'Cut a till off from pulls',
        body: TillRevocation,
        response: { 200: Done },
      },
    },
    async (request) => {
      // A change row, so that it reaches the other site as every other word of head office does.
      const v = JSON.stringify({ at_ms: site.now() });
      const edit = { ds: 'revocation', k: request.body.till_id, op: 'put', v } as const;
      await appendChanges(site, [edit], 'admin');
      return { ok: true };
    },
  );
}
