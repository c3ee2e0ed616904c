import { readFileSync } from 'node:fs';
import type { SitePair } from '../../../tools/region/site-pair.ts';
import { makeKeyPair, privateKeyFromPem, signText } from '../../src/keys/ed25519.ts';
import { STORE_PROFILE } from '../store-profile.ts';
import { makeTill } from '../test-till.ts';
import { finishRequest, type Speakers } from './finish-request.ts';
import { fuzzRequest } from './fuzz-request.ts';
import type { Known } from './good-requests.ts';
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

/** Head office's part of what requests name, and who signs them, at site A. */
export async function openFuzzer(pair: SitePair): Promise<Fuzzer> {
  const admin = async <T>(path: string, body: unknown): Promise<T> => {
    const answer = await fetch(new URL(path, pair.a.url), {
      method: 'POST',
      headers: { authorization: `Bearer ${pair.adminToken}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  const row = { ds: 'store', k: '0417', op: 'put', v: STORE_PROFILE };
  await admin('/v1/admin/changes', { rows: [row] });
  const { code } = await admin<{ code: string }>('/v1/admin/enrolment-codes', {
    store: '0417',
    till: '97',
  });
  const key = makeKeyPair();
  const proof = signText(key.privateKey, 'enrol', `${code}\n${key.publicKey}`);
  const till = makeTill(pair.a.keyFile, { store: '0417', till: '99' });
  const live = await fetch(new URL('/livez', pair.a.url));
  const known: Known = {
    till,
    enrol: { code, key: key.publicKey, proof },
    incarnation: live.headers.get('sync-incarnation') ?? '',
  };
  const peer = {
    site: 'B',
    region: pair.region,
    key: privateKeyFromPem(readFileSync(pair.b.keyFile, 'utf8')),
  };
  const by: Speakers = { till, peer, adminToken: pair.adminToken };
  const port = Number(new URL(pair.a.url).port);
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
