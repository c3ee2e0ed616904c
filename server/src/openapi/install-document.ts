import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { ImportHead } from '../../../src/contracts/export-file.ts';
import { Op } from '../../../src/contracts/op.ts';
import { Problem, PROBLEMS, type ProblemKind } from '../../../src/contracts/problem.ts';
import {
  EnvelopeLine,
  HEADERS,
  OpsHeader,
  OwnOpLine,
  VoidLine,
} from '../../../src/contracts/wire.ts';
import type { Access } from '../request-types.ts';
import { LINE_BODIES, OTHER_ANSWERS, type OtherBody } from './other-bodies.ts';
import { refusalsOf } from './route-refusals.ts';

type Route = { method: string | string[]; config?: { access?: Access } };
type Documented = Record<string, unknown> & { response?: Record<string, unknown> };

/** What a till or the peer says of itself; the same in `src/contracts/site-request.ts`. */
const FRAME = {
  push: [HEADERS.protocol, HEADERS.till, HEADERS.region, HEADERS.credential, HEADERS.time],
  peer: [HEADERS.site, HEADERS.region, HEADERS.time],
} as const;

const SECURITY: Readonly<Record<Access, object[]>> = {
  push: [{ till: [] }],
  pull: [{ till: [] }],
  peer: [{ peer: [] }],
  admin: [{ admin: [] }],
  // Loopback demos may open the status page.
  status: [{ admin: [] }, {}],
  console: [{ console: [] }],
};

function frameOf(access: Access | undefined): object | undefined {
  if (access !== 'push' && access !== 'pull' && access !== 'peer') return undefined;
  const names = access === 'peer' ? FRAME.peer : FRAME.push;
  const required = Object.fromEntries(names.map((name) => [name, Type.String()]));
  const stream = { [HEADERS.stream]: Type.Optional(Type.String()) };
  return Type.Object(access === 'peer' ? required : { ...required, ...stream });
}

/** A status that a route answers in its own form may also be a problem of ours. */
function merged(
  own: Readonly<Record<string, OtherBody>>,
  problems: Readonly<Record<string, OtherBody>>,
): Record<string, OtherBody> {
  const both = Object.entries(problems).map(([status, problem]): [string, OtherBody] => {
    const other = own[status];
    if (other === undefined) return [status, problem];
    const description = `${other.description}; ${problem.description}`;
    return [status, { description, content: { ...other.content, ...problem.content } }];
  });
  return { ...own, ...Object.fromEntries(both) };
}

/** Problems by status; each body is the one Problem, its kinds are told in words. */
function problemAnswers(kinds: readonly ProblemKind[]): Record<string, OtherBody> {
  const content = { 'application/problem+json': { schema: Problem } };
  const byStatus = Map.groupBy(new Set(kinds), (kind) => PROBLEMS[kind].status);
  return Object.fromEntries(
    [...byStatus].map(([status, of]) => [status, { description: of.join(', '), content }]),
  );
}

/** A route's own schema and all else that its callers meet. */
function documented(url: string, schema: Documented, route: Route): Documented {
  const method = String(route.method);
  const key = `${method} ${url}`;
  const access = route.config?.access;
  const { hide: _shown, ...own } = schema;
  const headers = frameOf(access);
  const body = LINE_BODIES[key];
  return {
    ...own,
    ...(headers === undefined ? {} : { headers }),
    ...(body === undefined ? {} : { body }),
    ...(access === undefined ? {} : { security: SECURITY[access] }),
    response: {
      ...own.response,
      ...merged(OTHER_ANSWERS[key] ?? {}, problemAnswers(refusalsOf(method, url, access))),
    },
  };
}

/** What stands in a line of bodies of lines. */
const LINES = { OpsHeader, EnvelopeLine, VoidLine, ImportHead, OwnOpLine, Op };

const SCHEMES = {
  admin: { type: 'http', scheme: 'bearer' },
  console: {
    type: 'apiKey',
    in: 'cookie',
    name: 'evertill-console-{site}',
    description: 'Named after the site, sealed by the site after a sign-in by OpenID Connect',
  },
  till: {
    type: 'apiKey',
    in: 'header',
    name: HEADERS.signature,
    description: 'Ed25519 over the request, by the key that the till’s credential names (D19)',
  },
  peer: {
    type: 'apiKey',
    in: 'header',
    name: HEADERS.signature,
    description: 'Ed25519 over the question, by the key of the region’s other site',
  },
} as const;

/**
 * OpenAPI 3.1 of everything this site serves, at `/openapi.json`. Routes bring their schemas; what
 * those cannot say (refusals by kind of caller, bodies that are not one JSON value) is added here, for
 * the document only. Goes before the routes.
 */
export async function installDocument(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Evertill head office', version: '1' },
      components: {
        securitySchemes: SCHEMES,
        schemas: LINES as object as Record<string, { type: 'object' }>,
      },
    },
    transform: ({ schema, url, route }) => ({
      schema: documented(url, (schema ?? {}) as Documented, route as Route),
      url,
    }),
  });
  app.get('/openapi.json', () => app.swagger());
}
