import type { Draft, DraftBody, Signer } from '../fuzz/draft.ts';
import type { Met } from '../fuzz/fuzz-site.ts';
import { GOOD_REQUESTS } from '../fuzz/good-requests.ts';
import { seededRandom } from '../../../src/sync/testing/seeded-random.ts';
import type { OpenApi } from '../openapi-document.ts';
import type { Schema } from './read-schema.ts';

/** A request as a caller of that version sends it; what a run makes anew stands as a `{{name}}`. */
export type FrozenRequest = {
  method: string;
  path: string;
  query: [string, string][];
  headers: [string, string][];
  signer: Signer;
  body: Exclude<DraftBody, { kind: 'bytes' }>;
  /** What it was answered. */
  status: number;
};

/** The border of one version: what it was asked, what it said it would answer, what its SQL runs on. */
export type FrozenBorder = {
  protocol: number;
  openapi: OpenApi;
  requests: FrozenRequest[];
  schema: Schema;
};

const SEED = 1;

/** Values of this run that requests name. */
function namesOf({ known }: Met): [string, string][] {
  return [
    ['{{credential}}', known.till.identity.credential],
    ['{{till-stream}}', known.till.stream],
    ['{{till-salt}}', known.till.salt],
    ['{{incarnation}}', known.incarnation],
    ['{{enrol-code}}', known.enrol.code],
    ['{{enrol-key}}', known.enrol.key],
    ['{{enrol-proof}}', known.enrol.proof],
  ];
}

function replaced<T>(value: T, pairs: readonly (readonly [string, string])[]): T {
  let text = JSON.stringify(value);
  for (const [from, to] of pairs) text = text.replaceAll(from, to);
  return JSON.parse(text) as T;
}

/** One good request a maker, with what this run made taken out again. */
export function requestsToFreeze(
  met: Met,
): { draft: Draft; frozen: Omit<FrozenRequest, 'status'> }[] {
  const random = seededRandom(SEED);
  return [...new Set(GOOD_REQUESTS)].map((make) => {
    const draft = make(met.known, random);
    const { method, path, query, headers, signer, body } = draft;
    if (body.kind === 'bytes') throw new Error('a good request is made of values');
    const names = namesOf(met).map(([name, value]) => [value, name] as const);
    return { draft, frozen: replaced({ method, path, query, headers, signer, body }, names) };
  });
}

/** The frozen request as it goes out in this run. */
export function thaw(frozen: FrozenRequest, met: Met): Draft {
  const { method, path, query, headers, signer, body } = replaced(frozen, namesOf(met));
  return {
    method,
    path,
    query,
    headers,
    signer,
    body,
    gzip: false,
    onText: [],
    onHeaders: [],
    onBody: [],
    onWire: [],
    done: ['frozen'],
  };
}

/** What is worth keeping of a document: statuses, and the bodies of answers that are no problem. */
export function frozenDocument(document: OpenApi): OpenApi {
  const paths: OpenApi['paths'] = {};
  for (const [path, methods] of Object.entries(document.paths)) {
    paths[path] = {};
    for (const [method, { responses }] of Object.entries(methods)) {
      const good = Object.entries(responses).filter(([status]) => Number(status) < 400);
      const kept = good.map(([status, { content }]) => [
        status,
        content === undefined ? {} : { content },
      ]);
      paths[path][method] = { responses: Object.fromEntries(kept) as object as typeof responses };
    }
  }
  return { openapi: document.openapi, paths };
}
