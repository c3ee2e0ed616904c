import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { a, b, newTill, reaches, sql } from './shared-pair.ts';
import { saleLine, sell } from './test-sales.ts';
import type { TestTill } from './test-till.ts';

const TILLS = 30;

/** Tills whose streams site A knows, so that their next sale only lengthens them. */
async function knownTills(): Promise<TestTill[]> {
  const tills = Array.from({ length: TILLS }, newTill);
  await Promise.all(tills.map((till) => till.push(a.url, sell(till, 1))));
  return tills;
}

/** Transactions that stored the heads of these streams. */
async function transactionsOf(tills: readonly TestTill[]): Promise<number> {
  const ids = tills.map(({ stream }) => Buffer.from(stream, 'base64url'));
  const [row] = await sql<{ n: string }>(
    a,
    `SELECT count(DISTINCT changed_xid) AS n FROM stream_heads WHERE stream_id = ANY ($1::bytea[])`,
    [ids],
  );
  return Number(row?.n);
}

describe('OV7 pushes of many tills that come together share a transaction', () => {
  test('D3 every till gets its own evidence, each op is stored once, in fewer transactions', async () => {
    const tills = await knownTills();
    for (let round = 0; round < 3; round++) {
      const answers = await Promise.all(tills.map((till) => till.push(a.url, sell(till, 1))));
      for (const [i, { status, body }] of answers.entries()) {
        expect(status).toBe(200);
        expect([body.new, body.dup]).toEqual([1, 0]);
        expect(body.stream.contiguous_op_id).toBe(tills[i]?.head.opId);
      }
    }
    for (const till of tills) await reaches(b, till, till.head.seq);
    expect(await transactionsOf(tills)).toBeLessThan(TILLS);
  });

  test('D1 D9 among them a fork, a repeat, a hole, a stranger and a poison op: only their own streams tell', async () => {
    const [forker, repeater, holed, poisoner, ...good] = await knownTills();
    if (!forker || !repeater || !holed || !poisoner) throw new Error('too few tills');
    const stranger = newTill();
    const twin = forker.clone(0);
    // A rule of the database's own that one op breaks, as an error nobody foresaw would.
    await sql(
      a,
      `CREATE FUNCTION refuse_poison() RETURNS trigger LANGUAGE plpgsql AS
         $$ BEGIN RAISE EXCEPTION USING ERRCODE = '22000', MESSAGE = 'poison'; END $$`,
    );
    await sql(
      a,
      `CREATE TRIGGER poison BEFORE INSERT ON ops_a FOR EACH ROW
         WHEN (NEW.kind = 'poison-of-a-test') EXECUTE FUNCTION refuse_poison()`,
    );
    const poison = JSON.stringify({ kind: 'poison-of-a-test', seq: 2 });
    const [next, above] = [holed.add(saleLine(holed, 100)), holed.add(saleLine(holed, 200))];
    const [fork, repeat, hole, strange, bad, ...fine] = await Promise.all([
      twin.push(a.url, sell(twin, 1, 700)),
      repeater.push(a.url, repeater.ops),
      holed.push(a.url, [above]),
      stranger.push(a.url, sell(stranger, 1)),
      poisoner.push(a.url, [poisoner.add(poison)]),
      ...good.map((till) => till.push(a.url, sell(till, 1))),
    ]);
    await sql(a, 'DROP FUNCTION refuse_poison CASCADE');
    expect(fork.body.stream.status).toBe('forked');
    expect([repeat.body.new, repeat.body.dup]).toEqual([0, 1]);
    expect(hole.body.stream).toMatchObject({ contiguous: 1, received_max: 3, want: [[2, 2]] });
    expect(strange.body.new).toBe(1);
    expect(bad.status).toBe(200);
    expect(bad.body.flagged.map(({ type }) => type)).toEqual([]);
    const [row] = await sql<{ kind: string; flags: string[] }>(
      a,
      'SELECT kind, flags FROM all_ops WHERE stream_id = $1 AND seq = 2',
      [Buffer.from(poisoner.stream, 'base64url')],
    );
    expect(row).toEqual({ kind: '?', flags: ['stored-bare'] });
    for (const [i, { status, body }] of fine.entries()) {
      expect([status, body.new]).toEqual([200, 1]);
      expect(body.stream).toMatchObject({ status: 'open', contiguous: 2 });
      expect(body.stream.contiguous_op_id).toBe(good[i]?.head.opId);
    }
    await holed.push(a.url, [next]);
    for (const till of [...good, holed, poisoner, stranger]) await reaches(b, till, till.head.seq);
  });

  test('BO2 a stream that something holds for long holds up its own till alone', async () => {
    const [held, ...others] = await knownTills();
    if (!held) throw new Error('too few tills');
    const client = new pg.Client({ connectionString: a.databaseUrl });
    await client.connect();
    await client.query('BEGIN');
    await client.query('SELECT 1 FROM stream_state WHERE stream_id = $1 FOR UPDATE', [
      Buffer.from(held.stream, 'base64url'),
    ]);
    const next = sell(held, 1);
    const waiting = Array.from({ length: 24 }, () => held.push(a.url, next));
    let answered = 0;
    const counted = Promise.all(waiting).then((all) => (answered = all.length));
    for (let round = 0; round < 4; round++) {
      await held.hello(a.url);
      const answers = await Promise.all(others.map((till) => till.push(a.url, sell(till, 1))));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
      await Promise.all(others.slice(0, 8).map((till) => till.hello(a.url)));
    }
    // All that while its stream was held.
    expect(answered).toBe(0);
    await client.query('COMMIT');
    await client.end();
    await counted;
    const bodies = (await Promise.all(waiting)).map(({ body }) => body);
    expect(bodies.reduce((sum, { new: added }) => sum + added, 0)).toBe(1);
  });
});
