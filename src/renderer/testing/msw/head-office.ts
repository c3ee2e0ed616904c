import { delay, http, HttpResponse, type HttpHandler } from 'msw';
import { ImportHead } from '../../../contracts/export-file.ts';
import { parseJson } from '../../../contracts/parse.ts';
import { nonceText } from '../../../contracts/signed-token.ts';
import {
  EnrolRequest,
  HEADERS,
  HelloRequest,
  type ChangesAnswer,
  type EnrolAnswer,
  type HelloAnswer,
  type OpsAnswer,
} from '../../../contracts/wire.ts';
import { must } from '../../../domain/assert.ts';
import { opLog } from './op-log.ts';
import { PROFILE, snapshots, staffRows } from './shop-data.ts';
import { newSigner, type Signer } from './signer.ts';

/** Ports that nobody listens on: a request that slips past the handlers finds no one. */
const SITES = [
  { id: 'A', url: 'http://127.0.0.1:41901', incarnation: 'A-life00001' },
  { id: 'B', url: 'http://127.0.0.1:41902', incarnation: 'B-life00001' },
] as const;
type Site = (typeof SITES)[number];

export const ENROLMENT_CODE = 'A-7KQ2-9XYZ-ABCD';

export type TestHeadOffice = {
  handlers: HttpHandler[];
  /** Instead of the handlers: both sites answer, and take nothing. */
  refusing: HttpHandler[];
  /** Beside `refusing`: the sites take files that are handed in, and nothing else. */
  importing: HttpHandler[];
  /** Ops that both sites hold. */
  held: () => number;
};

/** Head office for tests of the screens: signs and proves as the real one, keeps nothing. */
export async function testHeadOffice(): Promise<TestHeadOffice> {
  const issuer = await newSigner();
  const key = await newSigner();
  const sites = SITES.map(({ id, url }) => ({ id, url, key: key.publicKey, required: true }));
  const file = { v: 1, region: 'eu', number: 1, issued_ms: 0, sites };
  const regionFile = await issuer.token('region', file);
  const log = opLog();
  const trust = { issuer_key: issuer.publicKey, region_file: regionFile };
  return {
    held: log.count,
    handlers: [
      http.get('/region.json', () => HttpResponse.json(trust)),
      ...SITES.flatMap((site) => [
        enrol(site, key, regionFile),
        ...sync(site, key, log),
        handIn(site, log),
        ...catalogue(site, staffRows(site.incarnation)),
      ]),
    ],
    importing: SITES.map((site) => handIn(site, log)),
    refusing: SITES.map(({ url }) =>
      http.all(`${url}/*`, () =>
        HttpResponse.json(
          { type: 'urn:evertill:problem:unavailable', title: 'not ready', status: 503 },
          { status: 503, headers: { 'content-type': 'application/problem+json' } },
        ),
      ),
    ),
  };
}

function enrol(site: Site, key: Signer, regionFile: string): HttpHandler {
  return http.post(`${site.url}/v1/enrol`, async ({ request }) => {
    const asked = must(parseJson(EnrolRequest, await request.text()), 'an enrolment request');
    const credential = {
      v: 1,
      region: 'eu',
      store: PROFILE.store,
      till: '02',
      till_id: 'eu-0417-02',
      key: asked.key,
      site: site.id,
      issued_ms: 1,
      expires_ms: 4_000_000_000_000,
      serial: 'AAAAAAAAAAAAAAAAAAAAAA',
      series: 'A',
    };
    const answer: EnrolAnswer = {
      region_file: regionFile,
      credential: await key.token('credential', credential),
      profile: PROFILE,
    };
    return HttpResponse.json(answer);
  });
}

function sync(site: Site, key: Signer, log: ReturnType<typeof opLog>): HttpHandler[] {
  const peers = (stream: string) =>
    Object.fromEntries(
      SITES.filter(({ id }) => id !== site.id).map(({ id, incarnation }) => [
        id,
        { ...log.claim(stream, incarnation), observed_ms: Date.now() },
      ]),
    );
  const face = { region: 'eu', site: site.id, incarnation: site.incarnation, recovering: false };
  return [
    http.post(`${site.url}/v1/sync/hello`, async ({ request }) => {
      const { nonce } = must(parseJson(HelloRequest, await request.text()), 'a hello');
      const [stream = ''] = (request.headers.get(HEADERS.stream) ?? '').split('.');
      const answer: HelloAnswer = {
        ...face,
        nonce_sig: await key.sign('nonce', nonceText({ nonce, ...face })),
        server_ms: Date.now(),
        stream: log.evidence(stream),
        peers: peers(stream),
        limits: { max_ops: 500, max_bytes: 1_000_000, hard_bytes: 4_000_000 },
        push_after_ms: 0,
        poll_ms: 5000,
        draining: false,
        changes_vec: { [`A:${SITES[0].incarnation}`]: 1 },
      };
      return HttpResponse.json(answer);
    }),
    http.post(`${site.url}/v1/sync/ops`, async ({ request }) => {
      const taken = must(log.take(await bodyOf(request)), 'a batch whose chain holds');
      const answer: OpsAnswer = {
        ...face,
        stream: log.evidence(taken.stream),
        new: taken.fresh,
        dup: taken.dup,
        flagged: [],
        peers: peers(taken.stream),
      };
      return HttpResponse.json(answer);
    }),
    http.get(`${site.url}/v1/sync/events`, async () => {
      await delay('infinite');
      return HttpResponse.error();
    }),
  ];
}

/** A batch of an export file: credential and salt first, then what the till would have pushed. */
function handIn(site: Site, log: ReturnType<typeof opLog>): HttpHandler {
  return http.post(`${site.url}/v1/sync/import`, async ({ request }) => {
    const body = await bodyOf(request);
    const end = body.indexOf(10);
    must(parseJson(ImportHead, new TextDecoder().decode(body.subarray(0, end))), 'a credential');
    const taken = must(log.take(body.subarray(end + 1)), 'a batch whose chain holds');
    const answer: OpsAnswer = {
      region: 'eu',
      site: site.id,
      incarnation: site.incarnation,
      recovering: false,
      stream: log.evidence(taken.stream),
      new: taken.fresh,
      dup: taken.dup,
      flagged: [],
      peers: {},
    };
    return HttpResponse.json(answer);
  });
}

function catalogue(site: Site, staff: ReturnType<typeof staffRows>): HttpHandler[] {
  const made = snapshots();
  return [
    http.get(`${site.url}/v1/sync/changes`, async ({ request }) => {
      const { searchParams } = new URL(request.url);
      const isCatalogue = searchParams.get('datasets')?.includes('article') === true;
      const nothing: ChangesAnswer = { changes: [], cursor: 'one', more: false, stale: false };
      if (searchParams.has('cursor')) return HttpResponse.json(nothing);
      const reset = (await made).map(({ manifest: { ds, id } }) => ({ ds, snapshot: id }));
      return HttpResponse.json(
        isCatalogue ? { ...nothing, reset } : { ...nothing, changes: staff },
      );
    }),
    http.get(`${site.url}/v1/sync/snapshots/:ds/:id`, async ({ params }) => {
      const found = (await made).find(({ manifest }) => manifest.id === params['id']);
      return HttpResponse.json(must(found, 'a snapshot').manifest);
    }),
    http.get(`${site.url}/v1/sync/segments/:hash`, async ({ params }) => {
      const named = (await made).find(({ manifest }) =>
        manifest.segments.some(({ hash }) => hash === params['hash']),
      );
      return HttpResponse.arrayBuffer(must(named, 'a segment').bytes.buffer);
    }),
  ];
}

async function bodyOf(request: Request): Promise<Uint8Array> {
  const bytes = await request.arrayBuffer();
  if (request.headers.get('content-encoding') !== 'gzip') return new Uint8Array(bytes);
  const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(plain).arrayBuffer());
}
