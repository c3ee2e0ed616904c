import { GENESIS } from '../../domain/oplog/op-id.ts';
import type { Shelving } from '../core/ports.ts';
import { op, streamRow, txOf, type Runner } from './local-store-contract.ts';

/** What every LocalStore does with baskets that wait; see `localStoreContract`. */
export function shelfContract({ test, equal, sha256, open }: Runner): void {
  test('PARK1 a basket is on the shelf or open, with its op, or nothing of it happened', async () => {
    const { store, reopen } = await open();
    const first = op(sha256, 1, GENESIS);
    const row = { parkId: 'p1', isGone: false, body: { name: 'red' } };
    await store.saveBasket({ lines: 1 });
    equal(await store.commit(txOf(first, { doc: undefined, shelf: { put: row } })), 'committed');
    equal((await store.load()).basket, undefined);
    equal(await (await reopen()).shelf(), [row]);
    const second = op(sha256, 2, first.opId);
    const take = { take: 'p1', open: { lines: 1 } };
    const not = { doc: undefined, clearBasket: false };
    equal(await store.commit(txOf(op(sha256, 2, GENESIS), { ...not, shelf: take })), 'moved');
    equal((await store.shelf()).length, 1);
    equal(await store.commit(txOf(second, { ...not, shelf: take })), 'committed');
    const again = await reopen();
    equal(await again.shelf(), []);
    equal((await again.load()).basket, { lines: 1 });
    await store.saveBasket({ lines: 2 });
    const third = op(sha256, 3, second.opId);
    equal(await store.commit(txOf(third, { ...not, shelf: take })), 'gone');
    equal((await store.load()).basket, { lines: 2 });
    equal((await store.load()).streams[0]?.headSeq, 2);
  });

  test('PARK5 a basket of another till comes onto the shelf once, whatever became of it since', async () => {
    const { store, reopen } = await open();
    const not = { doc: undefined, clearBasket: false };
    const row = { parkId: 'h1', isGone: false, body: { name: 'red' } };
    let head = op(sha256, 0, GENESIS);
    const done = async (shelf: Shelving): Promise<string> => {
      const next = op(sha256, head.seq + 1, head.seq === 0 ? GENESIS : head.opId);
      const answer = await store.commit(txOf(next, { ...not, shelf }));
      if (answer === 'committed') head = next;
      return answer;
    };
    equal(await done({ putOnce: row }), 'committed');
    equal(await done({ putOnce: row }), 'gone');
    equal((await (await reopen()).shelf()).length, 1);
    equal(await done({ take: 'h1' }), 'committed');
    equal(await done({ take: 'h1' }), 'gone');
    equal(await done({ putOnce: row }), 'gone');
    await store.importOps(streamRow(), [], [], [], [row]);
    equal(await (await reopen()).shelf(), []);
  });

  test('PARK3 a shelf that comes back from ops holds what no op took off it', async () => {
    const { store } = await open();
    const row = (parkId: string, isGone: boolean) => ({ parkId, isGone, body: null });
    const stream = streamRow();
    await store.importOps(stream, [], [], [], [row('p1', true), row('p2', false)]);
    await store.importOps(stream, [], [], [], [row('p1', false), row('p3', false)]);
    await store.importOps(stream, [], [], [], [row('p3', true)]);
    equal(await store.shelf(), [row('p2', false)]);
  });
}
