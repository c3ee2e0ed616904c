import * as fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Done, Refusal } from '../../src/renderer/shared/till-api.ts';
import { PowerCut, TestStore, type TestParkTill } from './testing-store.ts';

const kindOf = (answer: Done | Refusal): string => (answer.ok ? 'done' : answer.kind);

let world: TestStore;
let one: TestParkTill;
let two: TestParkTill;
let three: TestParkTill;
beforeEach(() => {
  world = new TestStore(['01', '02', '03']);
  [one, two, three] = world.tills as [TestParkTill, TestParkTill, TestParkTill];
});

/** Ann's basket is parked at till 01, and both sites know. */
async function parked(): Promise<string> {
  one.ring('Ann');
  const parkId = await one.park();
  for (const site of world.sites) one.push(site);
  return parkId;
}

/** The other till hears at A and answers at once. */
async function oneAnswers(): Promise<void> {
  await one.giver.look('A');
  one.push(world.sites[0]);
}

const take = (till: TestParkTill, parkId: string) => till.store.take({ till: '01', parkId });

describe('a parked basket at another till', () => {
  it('PARK4, dom-X4: is listed, asked for, handed over and gone on with; its own till is told', async () => {
    const parkId = await parked();
    expect(await two.store.list()).toMatchObject({
      ok: true,
      sales: [{ till: '01', parkId, name: 'Ann', total: 298, items: 2, cashier: '104' }],
    });
    world.meanwhile = oneAnswers;
    expect(await take(two, parkId)).toEqual({ ok: true });
    expect([one.holds, two.holds]).toEqual([[], ['Ann']]);
    expect(two.disk.basket).toEqual({ basket: 'Ann' });
    expect(one.given).toEqual(['Ann to 02']);
    world.replicate();
    expect(await two.store.list()).toMatchObject({ ok: true, sales: [] });
  });

  it('PARK4: two tills that ask at once: one has it, the other is told that it is gone', async () => {
    const parkId = await parked();
    world.meanwhile = oneAnswers;
    const answers = await Promise.all([take(two, parkId), take(three, parkId)]);
    expect(answers.map(kindOf).toSorted()).toEqual(['done', 'gone']);
    expect([...two.holds, ...three.holds]).toEqual(['Ann']);
  });

  it('PARK4: recalled at its own till meanwhile, it is gone for who asked', async () => {
    const parkId = await parked();
    world.meanwhile = async () => {
      if (one.parkIds.length > 0) await one.recall(parkId);
      await oneAnswers();
    };
    expect(kindOf(await take(two, parkId))).toBe('gone');
    expect([one.holds, two.holds]).toEqual([['Ann'], []]);
  });

  it('PARK6: a till that does not answer keeps it, and says no to who gave up; handed late, it is on the shelf', async () => {
    const parkId = await parked();
    const answer = await take(two, parkId);
    expect(answer).toMatchObject({ kind: 'till-silent', next: /^Till 01 does not answer/ });
    await oneAnswers();
    expect([one.holds, two.holds]).toEqual([['Ann'], []]);
    // In time, but its answer is on the way for longer than anybody waits.
    world.meanwhile = async () => one.giver.look('A');
    expect(kindOf(await take(two, parkId))).toBe('till-silent');
    expect([one.holds, two.holds]).toEqual([[], []]);
    one.push(world.sites[0]);
    await two.store.list();
    await two.store.list();
    expect([two.holds, two.disk.basket]).toEqual([['Ann'], undefined]);
  });

  it('PARK6: the till that holds it decides whether it is still in time, and no clock but its own counts', async () => {
    const parkId = await parked();
    const ask = { till: '01', park_id: parkId, hand_id: 'h', left_ms: 10_000 };
    world.sites[0].ask('02', ask, world.nowMs);
    one.lateMs = 10_000;
    await one.giver.look('A');
    expect(one.holds).toEqual(['Ann']);
    world.sites[0].ask('02', ask, world.nowMs);
    one.lateMs = 9_999;
    await one.giver.look('A');
    expect(one.holds).toEqual([]);
  });

  it('PARK5: taken over once, also where a site that is behind tells of it again after it was sold', async () => {
    const parkId = await parked();
    world.meanwhile = oneAnswers;
    await take(two, parkId);
    two.disk.basket = undefined;
    await two.store.list();
    expect(two.holds).toEqual([]);
  });

  it('PARK5: it goes from till to till, and back to the first', async () => {
    const parkId = await parked();
    world.meanwhile = oneAnswers;
    await take(two, parkId);
    const again = await two.park();
    two.push(world.sites[1]);
    world.meanwhile = async () => {
      await two.giver.look('B');
      two.push(world.sites[1]);
    };
    expect(await one.store.take({ till: '02', parkId: again })).toEqual({ ok: true });
    expect([one.holds, two.holds]).toEqual([['Ann'], []]);
  });

  it('PARK6: without head office nothing is listed or taken, and that is said', async () => {
    const parkId = await parked();
    for (const site of world.sites) site.isReachable = false;
    expect(kindOf(await take(two, parkId))).toBe('line-down');
    expect(await two.store.list()).toMatchObject({ kind: 'line-down' });
  });

  it('PARK6, I2: sites that do not hear each other: asked at one, its till at the other, nobody gets it', async () => {
    const parkId = await parked();
    const [a] = world.sites;
    a.isReachable = false;
    const asking = take(two, parkId);
    world.meanwhile = async () => {
      a.isReachable = true;
      await one.giver.look('A');
      a.isReachable = false;
    };
    expect(kindOf(await asking)).toBe('till-silent');
    expect([one.holds, two.holds]).toEqual([['Ann'], []]);
  });

  it('dom-X3, TRN2: in training nothing is handed over and nothing taken', async () => {
    const parkId = await parked();
    two.isTraining = true;
    expect(kindOf(await take(two, parkId))).toBe('in-training');
    expect(await two.store.list()).toMatchObject({ kind: 'in-training' });
    two.isTraining = false;
    one.isTraining = true;
    world.meanwhile = oneAnswers;
    expect(kindOf(await take(two, parkId))).toBe('till-silent');
    expect(one.holds).toEqual(['Ann']);
  });

  it('a sale is open: nothing is asked; begun while the other till was asked, it waits on the shelf', async () => {
    const parkId = await parked();
    two.ring('Bob');
    expect(kindOf(await take(two, parkId))).toBe('basket-open');
    expect(world.sites[0].asks.size).toBe(0);
    two.disk.basket = undefined;
    world.meanwhile = async () => {
      two.ring('Bob');
      await oneAnswers();
    };
    expect(await take(two, parkId)).toMatchObject({
      kind: 'basket-open',
      next: /parked on this till now/,
    });
    expect(two.holds).toEqual(['Ann', 'Bob']);
  });
});

type Step = {
  act: string;
  till: number;
  other: number;
  site: number;
  cut: 'before' | 'after' | undefined;
};

const step: fc.Arbitrary<Step> = fc.record({
  act: fc.constantFrom(
    'park',
    'park',
    'recall',
    'sell',
    'sell',
    'take',
    'ask',
    'ask',
    'ask',
    'look',
    'look',
    'push',
    'push',
    'list',
    'copy',
    'line',
    'ring',
    'wait',
  ),
  till: fc.nat({ max: 2 }),
  other: fc.nat({ max: 2 }),
  site: fc.nat({ max: 1 }),
  cut: fc.constantFrom(
    undefined,
    undefined,
    undefined,
    undefined,
    'before' as const,
    'after' as const,
  ),
});

/** Each step as far as it can be done; what waits for another till lets the next steps happen. */
async function run(store: TestStore, steps: Step[], living: Set<string>): Promise<void> {
  let isTaking = false;
  async function doNext(): Promise<void> {
    const next = steps.shift();
    if (next === undefined) return;
    const till = store.tills[next.till]!;
    const other = store.tills[next.other]!;
    const site = store.sites[next.site]!;
    till.crashes = next.cut;
    try {
      if ((next.act === 'park' || next.act === 'ring') && till.disk.basket === undefined) {
        const name = store.newId();
        till.ring(name);
        living.add(name);
      }
      if (next.act === 'park') await till.park();
      const [waiting] = till.parkIds;
      if (next.act === 'recall' && till.disk.basket === undefined && waiting !== undefined)
        await till.recall(waiting);
      if (next.act === 'sell' && till.disk.basket !== undefined) {
        living.delete((till.disk.basket as { basket: string }).basket);
        till.disk.basket = undefined;
      }
      const [there] = other.parkIds;
      if (next.act === 'ask' && there !== undefined && other !== till) {
        other.push(site);
        await till.asks(site, other.number, there);
      }
      if (next.act === 'take' && !isTaking && there !== undefined && other !== till) {
        isTaking = true;
        await till.store.take({ till: other.number, parkId: there });
      }
      if (next.act === 'look')
        for (const any of [till, other]) for (const { id } of store.sites) await any.giver.look(id);
      if (next.act === 'push') for (const any of store.tills) any.push(site);
      if (next.act === 'list') await till.store.list();
      if (next.act === 'copy') store.replicate();
      if (next.act === 'line') site.isReachable = !site.isReachable;
      if (next.act === 'wait') store.nowMs += 6000;
    } catch (error) {
      if (!(error instanceof PowerCut)) throw error;
      till.restart();
    } finally {
      till.crashes = undefined;
      if (next.act === 'take') isTaking = false;
    }
    expectOneOwner(store, living);
  }
  store.meanwhile = doNext;
  while (steps.length > 0) await doNext();
}

/** Each living basket is at one till, or in one hand-over that its taker has not taken over. */
function expectOneOwner(store: TestStore, living: ReadonlySet<string>): void {
  const held = store.tills.flatMap(({ holds }) => holds);
  const births = new Map(
    store.tills.flatMap((till) =>
      [...till.disk.ops.values()].flat().flatMap(({ raw, kind }) => {
        if (kind !== 'basket-parked' && kind !== 'basket-taken-over') return [];
        const { body } = JSON.parse(new TextDecoder().decode(raw)) as {
          body: { park_id: string; open: { basket: string } };
        };
        return [[`${till.number}/${body.park_id}`, body.open.basket] as const];
      }),
    ),
  );
  const onTheWay = store.tills.flatMap((till) =>
    till.handed
      .filter(({ to, handId }) => !births.has(`${to}/${handId}`))
      .map(({ parkId }) => births.get(`${till.number}/${parkId}`) ?? 'nobody’s'),
  );
  expect([...held, ...onTheWay].toSorted()).toEqual([...living].toSorted());
}

it('PARK4, PARK5, PARK6, I6: never two and never lost: any order of asks, answers, crashes, lines and sites', async () => {
  let handed = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 40, maxLength: 90, size: 'max' }),
      async (steps) => {
        const store = new TestStore(['01', '02', '03']);
        const living = new Set<string>();
        await run(store, [...steps], living);
        // In the end everything that is on its way arrives.
        store.meanwhile = async () => undefined;
        for (const site of store.sites) site.isReachable = true;
        for (const till of store.tills) for (const site of store.sites) till.push(site);
        for (const till of store.tills) await till.store.list();
        handed += store.tills.flatMap((till) => till.handed).length;
        expect(store.tills.flatMap(({ holds }) => holds).toSorted()).toEqual(
          [...living].toSorted(),
        );
      },
    ),
    { numRuns: 200 },
  );
  // The steps above do reach what they are about.
  expect(handed).toBeGreaterThan(30);
});
