import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { sha256 } from '../keys/ed25519.ts';
import { ProblemError } from '../problem-error.ts';
import type { SiteContext } from '../site-context.ts';

/** Bearer token of head office's own tools. `status` routes may be opened for loopback demos. */
export function installAdminAuth(app: FastifyInstance, site: SiteContext): void {
  const wanted = sha256(Buffer.from(site.config.adminToken));
  // Before any body is read: only head office may send large ones.
  app.addHook('onRequest', async (request) => {
    const access = request.routeOptions.config.access;
    if (access !== 'admin' && access !== 'status') return;
    if (access === 'status' && site.config.statusOpen) return;
    const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    // Hashes have one length, so the comparison tells nothing of the token's.
    if (!timingSafeEqual(sha256(Buffer.from(given)), wanted)) {
      throw new ProblemError('not-authentic');
    }
  });
}
