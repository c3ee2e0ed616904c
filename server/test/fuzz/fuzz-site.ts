import { readFileSync } from 'node:fs';
import { makeKeyPair, privateKeyFromPem, signText } from '../../src/keys/ed25519.ts';
import { sealedCookies } from '../../src/features/console/sealed-cookies.ts';
import { STORE_PROFILE } from '../store-profile.ts';
import { sell } from '../test-sales.ts';
import { makeTill } from '../test-till.ts';
import { finishRequest, type Speakers } from './finish-request.ts';
import { fuzzRequest } from './fuzz-request.ts';
import { CLOSED_STORE, type Known } from './good-requests.ts';
import { answerFault } from './judge-answer.ts';
import { openRawClient } from './raw-client.ts';

export type Fuzzer = {
  /** Sends requests `from`..`to` - 1 of the seed; resolves with every fault and the answers by status. */
  run(seed: number, from: number, to: number): Promise<FuzzRun>;
};
export type FuzzRun = { faults: string[]; statuses: Map<string, number> };

const CALLERS = 12;
/** The peer's long poll may wait half a minute by rule; anything else is here long before. */
const PATIENCE_MS = 40_000;

/** What is needed of a running pair. */
export type FuzzedPair = {
  a: { url: string; keyFile: string };
  b: { keyFile: string };
  adminToken: string;
  region: string;
};
export type Met = { known: Known; by: Speakers; port: number };

/** What requests name at site A, made there, and who signs them. */
export async function meetSite(pair: FuzzedPair): Promise<Met> {
  const admin = async <T>(path: string, body: unknown): Promise<T> => {
    const answer = await fetch(new URL(path, pair.a.url), {
      method: 'POST',
      headers: { authorization: `Bearer ${pair.adminToken}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  const rows = ['0417', CLOSED_STORE].map((store) => {
    return { ds: 'store', k: store, op: 'put', v: { ...STORE_PROFILE, store } };
  });
  await admin('/v1/admin/changes', { rows });
  const asked = { store: '0417', till: '97' };
  const { code } = await admin<{ code: string }>('/v1/admin/enrolment-codes', asked);
  const key = makeKeyPair();
  const proof = signText(key.privateKey, 'enrol', `${code}\n${key.publicKey}`);
  const till = makeTill(pair.a.keyFile, { store: '0417', till: '99' });
  // Its stream is known from here on: a hello alone is noted a moment after its answer.
  const { status } = await till.push(pair.a.url, sell(till, 1));
  if (status !== 200) throw new Error(`first sale: ${status}`);
  const live = await fetch(new URL('/livez', pair.a.url));
  const incarnation = live.headers.get('sync-incarnation') ?? '';
  const cookies = sealedCookies(readFileSync(pair.a.keyFile, 'utf8'), Date.now);
  const session = await cookies.sealSession({ subject: 'f', name: 'F', role: 'it', stores: [] });
  const peerKey = privateKeyFromPem(readFileSync(pair.b.keyFile, 'utf8'));
  return {
    known: { till, enrol: { code, key: key.publicKey, proof }, incarnation },
    by: {
      till,
      peer: { site: 'B', region: pair.region, key: peerKey },
      adminToken: pair.adminToken,
      session,
    },
    port: Number(new URL(pair.a.url).port),
  };
}

export async function openFuzzer(pair: FuzzedPair): Promise<Fuzzer> {
  const { known, by, port } = await meetSite(pair);
  return { run: (seed, from, to) => runAll(port, known, by, seed, from, to) };
}

async function runAll(
  port: number,
  known: Known,
  by: Speakers,
  seed: number,
  from: number,
  to: number,
): Promise<FuzzRun> {
  const statuses = new Map<string, number>();
  const faults: string[] = [];
  let next = from;
  const call = async (): Promise<void> => {
    const client = openRawClient(port, PATIENCE_MS);
    for (let index = next++; index < to; index = next++) {
      const draft = fuzzRequest(known, seed, index);
      const wire = finishRequest(draft, by, Date.now());
      const answer = await client.ask(wire);
      const name = answer.kind === 'answer' ? String(answer.status) : answer.kind;
      statuses.set(name, (statuses.get(name) ?? 0) + 1);
      const fault = answerFault(answer, wire.method, wire.alone);
      if (fault === undefined) continue;
      faults.push(`#${index} ${draft.method} ${draft.path} (${draft.done.join('; ')}): ${fault}`);
    }
    client.close();
  };
  await Promise.all(Array.from({ length: CALLERS }, call));
  return { faults, statuses };
}
