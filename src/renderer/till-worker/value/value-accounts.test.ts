import { describe, expect, test } from 'vitest';
import { ValueAccounts } from './value-accounts.ts';

type Reply = { status: number; text: string } | undefined;
const CODE = `A${'B'.repeat(21)}.0042`;

function accounts(replies: Record<string, (body: object) => Reply>) {
  const asked: { site: string; body: object }[] = [];
  const made = new ValueAccounts({
    sites: () => ['B', 'A'],
    region: 'eu',
    currency: 'EUR',
    async ask(site, _path, body) {
      asked.push({ site, body: body as object });
      return replies[site]?.(body as object);
    },
  });
  return { made, asked, sites: () => asked.map(({ site }) => site) };
}

const reply = (more: object): Reply => ({
  status: 200,
  text: JSON.stringify({
    region: 'eu',
    site: 'A',
    known: true,
    balance: 700,
    available: 700,
    reserved: 0,
    ...more,
  }),
});

describe('VAL5 dom-G1: which site is asked about a card', () => {
  test('every till asks the same one first, the other where it is silent or does not know the card', async () => {
    const first = accounts({ A: () => reply({}), B: () => reply({}) });
    await first.made.ask(CODE);
    const [one] = first.sites();
    const other = one === 'A' ? 'B' : 'A';
    expect(first.sites()).toHaveLength(1);

    const silent = accounts({ [other]: () => reply({ balance: 5 }) });
    expect(await silent.made.ask(CODE)).toMatchObject({ is: 'told', account: { balance: 5 } });
    expect(silent.sites()).toEqual([one, other]);

    const behind = accounts({
      [one ?? '']: () => reply({ known: false, balance: 0 }),
      [other]: () => reply({ balance: 9 }),
    });
    expect(await behind.made.ask(CODE)).toMatchObject({ account: { known: true, balance: 9 } });

    const nobody = accounts({ A: () => reply({ known: false }), B: () => undefined });
    expect(await nobody.made.ask(CODE)).toMatchObject({ account: { known: false } });
    expect((await accounts({}).made.ask(CODE)).is).toBe('silent');
  });

  test('a stranger’s answer is none; a site that wants us to wait is an answer', async () => {
    const strange = accounts({
      A: () => ({ status: 200, text: '<html>Welcome</html>' }),
      B: () => reply({ region: 'na' }),
    });
    expect((await strange.made.ask(CODE)).is).toBe('silent');
    const full = accounts({
      A: () => ({ status: 429, text: '' }),
      B: () => ({ status: 429, text: '' }),
    });
    expect((await full.made.ask(CODE)).is).toBe('wait');
    const broken = accounts({ A: () => ({ status: 503, text: '' }), B: () => reply({}) });
    expect((await broken.made.ask(CODE)).is).toBe('told');
  });

  test('what is kept is let go at every site, also where nobody answered or after a restart', async () => {
    const { made, asked } = accounts({ B: () => reply({}) });
    made.letGo(CODE, 'r1');
    const body = { code: CODE, currency: 'EUR', redemption: 'r1' };
    const bySite = asked.toSorted((left, right) => left.site.localeCompare(right.site));
    expect(bySite).toEqual([
      { site: 'A', body },
      { site: 'B', body },
    ]);
  });

  test('who asks for a redemption again comes after it was let go, so that the new hold stands', async () => {
    const gate = Promise.withResolvers<void>();
    const done: string[] = [];
    const made = new ValueAccounts({
      sites: () => ['A'],
      region: 'eu',
      currency: 'EUR',
      async ask(_site, _path, body) {
        const isHold = 'amount' in (body as object);
        if (!isHold) await gate.promise;
        done.push(isHold ? 'kept' : 'let go');
        return reply({ reserved: isHold ? 300 : 0 });
      },
    });
    made.letGo(CODE, 'r1');
    const again = made.ask(CODE, { redemption: 'r1', amount: 300 });
    expect((await made.ask(CODE, { redemption: 'r2', amount: 300 })).is).toBe('told');
    gate.resolve();
    expect(await again).toMatchObject({ account: { reserved: 300 } });
    expect(done).toEqual(['kept', 'let go', 'kept']);
  });
});
