import { describe, expect, test } from 'vitest';
import { Value } from 'typebox/value';
import type { LastZTold } from '../../src/contracts/end-of-day.ts';
import { TillCredential } from '../../src/contracts/region.ts';
import { EnrolAnswer, type OwnStreamsAnswer } from '../../src/contracts/wire.ts';
import { waitUntil } from '../../tools/region/wait-until.ts';
import { makeKeyPair, signText } from '../src/keys/ed25519.ts';
import { peekToken } from '../src/keys/signed-token.ts';
import { a, admin, b, cutOff, problem, projected, sql } from './shared-pair.ts';
import { ShiftOfTill } from './shift-of-till.ts';
import { STORE_PROFILE } from './store-profile.ts';
import { saleLine, sell } from './test-sales.ts';
import { readAnswer, TestTill } from './test-till.ts';

type Enrolled = {
  credential: string;
  region_file: string;
  profile: typeof STORE_PROFILE;
  last_z?: LastZTold;
};

async function issue(over: object = {}): Promise<string> {
  await admin(a, '/v1/admin/changes', {
    rows: [{ ds: 'store', k: '0417', op: 'put', v: STORE_PROFILE }],
  });
  const ask = { store: '0417', till: '88', ...over };
  const { body } = await admin<{ code: string }>(a, '/v1/admin/enrolment-codes', ask);
  return body.code;
}

async function redeem(code: string, keys = makeKeyPair(), site = a, proof?: string) {
  const answer = await fetch(`${site.url}/v1/enrol`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      code,
      key: keys.publicKey,
      proof: proof ?? signText(keys.privateKey, 'enrol', `${code}\n${keys.publicKey}`),
    }),
  });
  return readAnswer<Enrolled>(answer);
}

function tillOf(answer: Enrolled, keys: ReturnType<typeof makeKeyPair>): TestTill {
  const credential = peekToken(TillCredential, answer.credential);
  return new TestTill({
    tillId: credential?.till_id ?? '',
    store: '0417',
    till: credential?.till ?? '',
    key: keys.privateKey,
    credential: answer.credential,
  });
}

describe('document series of an enrolment (D13, dom-N3)', () => {
  const seriesGiven = async (site: typeof a, till: string) => {
    await issue();
    const ask = { store: '0417', till };
    const isKnown = async () =>
      (await admin(site, '/v1/admin/enrolment-codes', ask)).status === 200 ? true : undefined;
    await waitUntil('the store is known here', 10_000, isKnown);
    const { body } = await admin<{ code: string }>(site, '/v1/admin/enrolment-codes', ask);
    const keys = makeKeyPair();
    const enrolled = (await redeem(body.code, keys, site)).body;
    const till_ = tillOf(enrolled, keys);
    return { till: till_, series: peekToken(TillCredential, enrolled.credential)?.series };
  };
  test('peers-12 each enrolment of a till gets letters of its own, and the two sites never give the same', async () => {
    const given = [];
    for (const site of [a, a, b, b, a]) given.push((await seriesGiven(site, '61')).series);
    expect(given.slice(0, 2)).toEqual(['A', 'C']);
    expect(new Set(given).size).toBe(5);
    for (const [i, site] of [a, a, b, b, a].entries())
      expect(((given[i]?.charCodeAt(0) ?? 0) - 65) % 2).toBe(site === a ? 0 : 1);
  });
  test('a series that was used by a stream counts, whoever gave it', async () => {
    const { till } = await seriesGiven(a, '62');
    const { salt, identity } = till;
    const body = { till_id: identity.tillId, salt, series: 'F3', reason: 'forked' };
    till.add(saleLine(till, 0, { kind: 'stream-opened', body }));
    await till.push(a.url);
    expect((await seriesGiven(a, '62')).series).toBe('G');
  });
});

describe('enrolment (D19)', () => {
  test('a code names its site, avoids look-alikes, and gives credential, region file and profile', async () => {
    const code = await issue();
    expect(code).toMatch(/^A(-[2-9A-HJ-NP-Z]{4}){3}$/);
    const { body } = await redeem(code);
    expect(Value.Errors(EnrolAnswer, body)).toEqual([]);
    expect(body.profile).toEqual(STORE_PROFILE);
  });
  test('an answer lost on its way is given again to the same key, and to no other', async () => {
    const code = await issue();
    const keys = makeKeyPair();
    const first = await redeem(code, keys);
    expect((await redeem(code, keys)).body.credential).toBe(first.body.credential);
    expect(problem(await redeem(code))).toBe('enrolment-used');
  });
  test('unknown, expired, revoked codes and a wrong proof are refused, each by its name', async () => {
    expect(problem(await redeem('A-2222-2222-2222'))).toBe('enrolment-unknown');
    const short = await issue({ ttl_ms: 1 });
    expect(problem(await redeem(short))).toBe('enrolment-expired');
    const code = await issue();
    expect(problem(await redeem(code, makeKeyPair(), a, 'A'.repeat(86)))).toBe('not-authentic');
    await admin(a, '/v1/admin/enrolment-codes/revoke', { code });
    expect(problem(await redeem(code))).toBe('enrolment-revoked');
  });
  test('a code is redeemed at the site it names', async () => {
    expect(problem(await redeem(await issue(), makeKeyPair(), b))).toBe('wrong-site');
  });
  test('a store without a profile gets no code', async () => {
    const answer = await admin(a, '/v1/admin/enrolment-codes', { store: '0999', till: '01' });
    expect(problem(answer)).toBe('not-found');
  });
  test('D19 enrolled at A, it works at B at once', async () => {
    const keys = makeKeyPair();
    const till = tillOf((await redeem(await issue(), keys)).body, keys);
    expect((await till.push(b.url, sell(till, 1))).body).toMatchObject({ site: 'B', new: 1 });
  });
  test('D19 revoked at A: pulls end at both sites, pushes stay open and are flagged', async () => {
    const keys = makeKeyPair();
    const till = tillOf((await redeem(await issue({ till: '89' }), keys)).body, keys);
    expect((await till.get(a.url, '/v1/sync/changes')).status).toBe(200);
    await admin(a, '/v1/admin/tills/revoke', { till_id: till.identity.tillId });
    for (const site of [a, b]) await cutOff(site, till);
    const { body } = await till.push(b.url, sell(till, 1));
    expect(body.flagged.map((f) => f.type)).toEqual(['after-revocation']);
    expect(body.stream.contiguous).toBe(1);
    const again = makeKeyPair();
    const renewed = tillOf((await redeem(await issue({ till: '89' }), again)).body, again);
    expect((await renewed.get(a.url, '/v1/sync/changes')).status).toBe(200);
  });
  test('EN1 D19 a till number enrolled anew cuts off the machine that had it, at both sites; what it sold is taken', async () => {
    const keys = makeKeyPair();
    const code = await issue({ till: '87' });
    const old = tillOf((await redeem(code, keys)).body, keys);
    sell(old, 2);
    await old.push(a.url, old.ops.slice(0, 1));
    const others = makeKeyPair();
    const next = tillOf((await redeem(await issue({ till: '87' }), others)).body, others);
    for (const site of [a, b]) await cutOff(site, old);
    const { body } = await old.push(b.url);
    expect(body.flagged.map((f) => f.type)).toContain('after-revocation');
    expect(body.stream.contiguous).toBe(2);
    // What the old machine signed can be proven to the new one (OO5), and nothing to a stranger.
    const told = await next.get<OwnStreamsAnswer>(a.url, '/v1/sync/own-streams');
    const both = [old, next].map((till) => till.identity.credential);
    expect(told.body.credentials).toEqual(both);
    expect(told.body.streams.map((s) => s.stream)).not.toContain(next.stream);
    // The old machine asks for its lost answer again: that takes nothing from the new one.
    expect((await redeem(code, keys)).status).toBe(200);
    for (const site of [a, b])
      expect((await next.get(site.url, '/v1/sync/changes')).status).toBe(200);
  });
  test('EN2 no clock revokes a till at birth: a revocation from ahead is passed, not obeyed', async () => {
    const tillId = 'eu-0417-86';
    await admin(a, '/v1/admin/tills/revoke', { till_id: tillId });
    // As a site with a clock that was three minutes ahead would have written it. Replication only
    // carries new rows, so both copies are set.
    const ahead = JSON.stringify({ at_ms: Date.now() + 180_000 });
    for (const site of [a, b])
      await waitUntil('the revocation', 5000, async () => {
        const moved = await sql(
          site,
          `UPDATE changes_a SET value = $2 WHERE dataset = 'revocation' AND key = $1 RETURNING n`,
          [tillId, ahead],
        );
        return moved.length === 1 ? true : undefined;
      });
    const keys = makeKeyPair();
    const till = tillOf((await redeem(await issue({ till: '86' }), keys)).body, keys);
    // As soon as the workers have read that row, which they do every two seconds.
    await new Promise((resolve) => setTimeout(resolve, 2500));
    expect((await till.get(a.url, '/v1/sync/changes')).status).toBe(200);
  });
  test('admin routes want the token', async () => {
    expect((await admin(a, '/v1/admin/status', undefined, 'wrong')).status).toBe(401);
  });
});

test('EN3 dom-Z1 dom-Z3: a till re-imaged after its Z is told that Z: numbers and grand totals go on', async () => {
  const keys = makeKeyPair();
  const first = await redeem(await issue({ till: '81' }), keys);
  expect(first.body).not.toHaveProperty('last_z');
  const till = tillOf(first.body, keys);
  const one = new ShiftOfTill(till, 's1');
  one.sell(600);
  const last = one.close();
  const two = new ShiftOfTill(till, 's2');
  two.sell(700);
  two.close(last);
  await till.push(a.url);
  await projected(a, till);
  const next = await redeem(await issue({ till: '81' }));
  expect(next.body.last_z).toMatchObject({
    z_no: 2,
    grand: { sales: 1300, reductions: 0, net: 1300 },
    op_id: till.head.opId,
  });
  expect(Value.Check(EnrolAnswer, next.body)).toBe(true);
});
