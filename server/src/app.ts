import { randomUUID } from 'node:crypto';
import { TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox';
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import { HARD_BODY_BYTES } from '../../src/contracts/op.ts';
import { problemBody } from '../../src/contracts/problem.ts';
import { HEADERS } from '../../src/contracts/wire.ts';
import { changesAdmin } from './features/admin/changes-admin.ts';
import { enrolmentAdmin } from './features/admin/enrolment-admin.ts';
import { statusAdmin } from './features/admin/status-admin.ts';
import { peerLogRoutes } from './features/anti-entropy/peer-log-routes.ts';
import { buildsAdmin } from './features/builds/builds-admin.ts';
import { storeBuildsRoutes } from './features/builds/store-builds-route.ts';
import type { ChangesNews } from './features/changes/changes-news.ts';
import { changesRoute } from './features/changes/changes-route.ts';
import { claimsRoute } from './features/claims/claims-route.ts';
import { standingRoute } from './features/claims/standing-route.ts';
import { storeDayRoute } from './features/closing/store-day-route.ts';
import { auditRoutes } from './features/console/audit-routes.ts';
import { consoleEvents } from './features/console/console-events.ts';
import { consolePageRoutes } from './features/console/console-page-routes.ts';
import { consoleRoutes } from './features/console/console-routes.ts';
import { drillRoutes } from './features/console/drill-routes.ts';
import { parkedRoutes } from './features/console/parked-routes.ts';
import { newReleaseRoutes, releaseRoutes } from './features/console/release-routes.ts';
import { sealedCookies } from './features/console/sealed-cookies.ts';
import { signInRoutes } from './features/console/sign-in-routes.ts';
import { enrolRoute } from './features/enrol/enrol-route.ts';
import { eventsRoute } from './features/events/events-route.ts';
import { healthRoutes } from './features/health-routes.ts';
import { helloRoute } from './features/hello/hello-route.ts';
import { importRoutes } from './features/ops/import-route.ts';
import { opsRoute } from './features/ops/ops-route.ts';
import { storeDocumentsRoutes } from './features/documents/store-documents-route.ts';
import { storeParkedRoutes } from './features/parking/store-parked-routes.ts';
import { storeQuickKeysRoute } from './features/quick-keys/store-quick-keys-route.ts';
import { flagStoresAdmin } from './features/ofrep/flag-stores-admin.ts';
import { ofrepEvents } from './features/ofrep/ofrep-events.ts';
import { ofrepRoutes } from './features/ofrep/ofrep-routes.ts';
import { ownOpsRoutes } from './features/ops/own-ops-route.ts';
import { drillsAdmin } from './features/line-drills/drills-admin.ts';
import { releasesAdmin } from './features/releases/releases-admin.ts';
import { snapshotRoutes } from './features/snapshots/snapshot-routes.ts';
import { storedValueRoute } from './features/stored-value/stored-value-route.ts';
import { statusRoutes } from './features/status/status-routes.ts';
import { installDocument } from './openapi/install-document.ts';
import { installAdminAuth } from './plugins/admin-auth.ts';
import { installConsoleAuth } from './plugins/console-auth.ts';
import { installCors } from './plugins/cors.ts';
import { installDrain, type Drain } from './plugins/drain.ts';
import { installLoadLimit } from './plugins/load-limit.ts';
import { installPeerAuth } from './plugins/peer-auth.ts';
import { installRequestMetrics } from './plugins/request-metrics.ts';
import { installRequestTraces } from './plugins/request-traces.ts';
import type { OpTraces } from './tracing/op-traces.ts';
import { installProblems, sendProblem } from './plugins/problems.ts';
import { keepRawBody } from './plugins/raw-body.ts';
import type { Revocations } from './plugins/standing.ts';
import { installTillAuth } from './plugins/till-auth.ts';
import type { WebMetrics } from './metrics/web-metrics.ts';
import type { PokeHub } from './poke-hub.ts';
import type { SiteContext } from './site-context.ts';

export type AppParts = {
  site: SiteContext;
  hub: PokeHub;
  news: ChangesNews;
  drain: Drain;
  revocations: Revocations;
  metrics: WebMetrics;
  traces: OpTraces;
  logger: FastifyBaseLogger;
};

const TRACE = /^00-([0-9a-f]{32})-/;

type Caller = { writable: boolean; end(data: string): void; destroy(): void };

/** Slow requests are looked for this often within the shortest time they are given. */
const LOOKS = 4;

/**
 * Bytes that are not HTTP at all: answered in our own form, then the socket goes. Who is too slow is
 * cut off without a word: that is the line's fault, and a refusal would be held against the batch.
 */
function refuseNonHttp(error: Error, socket: Caller): void {
  if ('code' in error && error.code === 'ERR_HTTP_REQUEST_TIMEOUT') return socket.destroy();
  if (!socket.writable) return;
  const body = JSON.stringify(problemBody('malformed-request', error.name));
  socket.end(
    `HTTP/1.1 400 Bad Request\r\ncontent-type: application/problem+json\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}

function nameSite(app: FastifyInstance, site: SiteContext): void {
  app.addHook('onRequest', async (_request, reply) => {
    reply.header(HEADERS.site, site.config.site);
    reply.header(HEADERS.incarnation, site.identity.current.incarnation);
    reply.header(HEADERS.region, site.config.region);
    const { backEndSet } = site.config;
    if (backEndSet !== '') reply.header(HEADERS.backEndSet, backEndSet);
  });
}

/** The whole HTTP face of a site, not listening yet. */
export async function buildApp(parts: AppParts): Promise<FastifyInstance> {
  const { site } = parts;
  const app = Fastify({
    loggerInstance: parts.logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: HARD_BODY_BYTES,
    keepAliveTimeout: 75_000,
    requestTimeout: site.config.requestTimeoutMs,
    http: {
      headersTimeout: site.config.headTimeoutMs,
      connectionsCheckingInterval: Math.ceil(site.config.headTimeoutMs / LOOKS),
      // Node would refuse a request without it in words of its own; we never read it.
      requireHostHeader: false,
    },
    routerOptions: { maxParamLength: 100 },
    // Nobody asks for heads alone, and a stream of events has none to give.
    exposeHeadRoutes: false,
    forceCloseConnections: 'idle',
    genReqId: (request) =>
      TRACE.exec(String(request.headers['traceparent']))?.[1] ?? randomUUID().replaceAll('-', ''),
    clientErrorHandler: refuseNonHttp,
    frameworkErrors: (_error, _request, reply) => {
      sendProblem(reply, 'malformed-request', 'bad path');
    },
  });
  app.setValidatorCompiler(TypeBoxValidatorCompiler);
  // Answers are built from the same types the schemas state; tests hold them against the schemas.
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
  installProblems(app);
  keepRawBody(app);
  installRequestMetrics(app, parts.metrics, parts.drain);
  installRequestTraces(app, parts.traces);
  nameSite(app, site);
  installCors(app, site.config.tillOrigins);
  installDrain(app, parts.drain);
  installLoadLimit(app, site.config.maxPushes);
  installTillAuth(app, site, parts.revocations);
  installPeerAuth(app, site);
  installAdminAuth(app, site);
  const cookies = sealedCookies(site.config.siteKeyPem, site.now);
  await installConsoleAuth(app, site.config.site, cookies);
  await installDocument(app);
  await app.register(async (routes) => {
    healthRoutes(routes, site, parts.drain);
    helloRoute(routes, site);
    opsRoute(routes, site);
    ownOpsRoutes(routes, site);
    importRoutes(routes, site, parts.revocations);
    changesRoute(routes, site, parts.news);
    snapshotRoutes(routes, site);
    eventsRoute(routes, parts.hub, parts.news, parts.drain);
    enrolRoute(routes, site);
    claimsRoute(routes, site, parts.hub, parts.drain);
    standingRoute(routes, site);
    peerLogRoutes(routes, site);
    enrolmentAdmin(routes, site);
    changesAdmin(routes, site);
    releasesAdmin(routes, site);
    drillsAdmin(routes, site);
    flagStoresAdmin(routes, site);
    ofrepRoutes(routes, site);
    ofrepEvents(routes, site, parts.news, parts.drain);
    storeDocumentsRoutes(routes, site);
    storedValueRoute(routes, site);
    storeQuickKeysRoute(routes, site);
    storeParkedRoutes(routes, site);
    storeDayRoute(routes, site);
    storeBuildsRoutes(routes, site);
    buildsAdmin(routes, site);
    statusAdmin(routes, site);
    statusRoutes(routes, site);
    consolePageRoutes(routes);
    signInRoutes(routes, site, cookies);
    consoleRoutes(routes, site);
    releaseRoutes(routes, site);
    newReleaseRoutes(routes, site);
    drillRoutes(routes, site);
    parkedRoutes(routes, site);
    auditRoutes(routes, site);
    consoleEvents(routes, site, parts.hub, parts.drain);
  });
  return app;
}
