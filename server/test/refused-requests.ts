import { randomUUID } from 'node:crypto';
import { HEADERS } from '../../src/contracts/wire.ts';
import { makeKeyPair, signText } from '../src/keys/ed25519.ts';
import type { Draft } from './fuzz/draft.ts';

export type Refuse = (draft: Draft) => void;

const header =
  (name: string, value: string): Refuse =>
  (draft) => {
    draft.onHeaders.push((all) => [...all.filter(([known]) => known !== name), [name, value]]);
  };
const signed =
  (name: string, value: string): Refuse =>
  (draft) => {
    draft.headers = [...draft.headers.filter(([known]) => known !== name), [name, value]];
  };
const value =
  (change: (body: Record<string, unknown>) => Record<string, unknown>): Refuse =>
  (draft) => {
    if (draft.body.kind !== 'json') throw new Error('no JSON body');
    draft.body.value = change(draft.body.value as Record<string, unknown>);
  };

type ImportHead = { credential: string; salt: string };

/** The first line of an import names another credential or salt. */
const importHead =
  (change: (head: ImportHead) => Partial<ImportHead>): Refuse =>
  (draft) => {
    if (draft.body.kind !== 'lines') throw new Error('no lines');
    const head = draft.body.lines[0] as ImportHead;
    Object.assign(head, change(head));
  };

/** The same credential of another region; whoever signed it. */
function ofRegion(credential: string, region: string): string {
  const [payload = '', signature = ''] = credential.split('.');
  const said = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
  const other = Buffer.from(JSON.stringify({ ...said, region })).toString('base64url');
  return `${other}.${signature}`;
}

const NO_STREAM = `${'A'.repeat(22)}.${'A'.repeat(22)}`;
const alone: Refuse = (draft) => void draft.onWire.push((bytes) => bytes);

/** Enrols with a key of its own, so that its proof is right. */
const enrolWith =
  (code?: string): Refuse =>
  (draft) => {
    value((body) => {
      const key = makeKeyPair();
      const named = code ?? String(body['code']);
      const proof = signText(key.privateKey, 'enrol', `${named}\n${key.publicKey}`);
      return { code: named, key: key.publicKey, proof };
    })(draft);
  };

/** Made before anybody is refused. */
export const KNOWN_RELEASE = 'openapi';

/** What brings a good request each status, whoever asks; the first that the signer or route fits. */
const BY_STATUS: Readonly<Record<string, (draft: Draft, name: string) => Refuse>> = {
  400: () => (draft) => {
    draft.onWire.push((bytes) =>
      Buffer.from(bytes.toString('latin1').replace('\r\n', '\r\nno header\r\n'), 'latin1'),
    );
  },
  401: ({ signer }, name) => {
    if (signer === 'admin') return header('authorization', 'Bearer nobody');
    if (signer === 'person') return header('cookie', 'evertill-console-a=nobody');
    if (name === 'POST /v1/enrol') return value((body) => ({ ...body, proof: 'A'.repeat(86) }));
    return header(HEADERS.signature, 'A'.repeat(86));
  },
  403: ({ signer }, name) => {
    if (name === 'POST /v1/enrol') return enrolWith('A-2222-3333-4444');
    return signer === 'admin'
      ? importHead(() => ({ salt: 'A'.repeat(22) }))
      : signed(HEADERS.stream, NO_STREAM);
  },
  404: (_draft, name) =>
    name.includes('/console/api/stores/')
      ? (draft) => void (draft.path = draft.path.replace(/stores.\d{4}/, 'stores/0998'))
      : name.includes('/builds/')
        ? (draft) => {
            // Published for Windows alone; a file that nobody has.
            draft.path = draft.path.replace(/latest\.yml$/, 'latest-linux.yml');
            draft.path = draft.path.replace(/[\w-]{86}$/, 'A'.repeat(86));
          }
        : name === 'POST /v1/admin/enrolment-codes'
          ? value((body) => ({ ...body, store: '0998' }))
          : name === 'POST /v1/admin/quarantine/replay'
            ? value(() => ({ stream: 'A'.repeat(22) }))
            : () => undefined,
  409: (_draft, name) =>
    name === 'POST /v1/enrol'
      ? enrolWith()
      : name === 'POST /v1/admin/builds'
        ? value((body) => ({
            ...body,
            files: (body['files'] as object[]).map((file) => ({ ...file, name: 'other.tgz' })),
          }))
        : /^POST .*[a-z]\/releases$/.test(name)
          ? value((body) => ({
              ...body,
              release: { ...(body['release'] as object), id: KNOWN_RELEASE },
            }))
          : name.startsWith('POST /console/api/stores/')
            ? value((body) => ({ ...body, close_id: randomUUID(), missing: ['77'] }))
            : value((body) => ({
                ...body,
                rows: (body['rows'] as object[]).map((row) => ({ ...row, base_hlc: 1 })),
              })),
  413: () => (draft) => {
    header('content-length', String(100 * 1024 * 1024))(draft);
    alone(draft);
  },
  421: ({ signer }, name) => {
    if (name === 'POST /v1/enrol') return enrolWith('B-2222-3333-4444');
    return signer === 'admin'
      ? importHead((head) => ({ credential: ofRegion(head.credential, 'na') }))
      : header(HEADERS.region, 'na');
  },
  422: () => (draft) => void draft.onText.push((text) => text.subarray(0, text.length - 1)),
  426: () => header(HEADERS.protocol, '0'),
};

/** Spoils a good request so that its route answers with that status; undefined where nobody can. */
export function refusal(status: string, draft: Draft, name: string): Refuse | undefined {
  return BY_STATUS[status]?.(draft, name);
}
