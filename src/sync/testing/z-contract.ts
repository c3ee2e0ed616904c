import { GENESIS } from '../../domain/oplog/op-id.ts';
import type { OpRow } from '../core/ports.ts';
import { op, STREAM, streamRow, txOf, type Runner } from './local-store-contract.ts';

/** What every LocalStore does with the end of a shift; see `localStoreContract`. */
export function zContract({ test, equal, sha256, open }: Runner): void {
  test('dom-Z1 peers-29 a shift ends with its Z in one step or not at all; a Z counts its copies', async () => {
    const { store, reopen } = await open();
    const shift = {
      shiftId: 's1',
      businessDate: '2026-11-21',
      cashier: '104',
      float: 0,
      currency: 'EUR',
      openedMs: 1,
    };
    const z = { zId: 'z1', zNo: 7, series: 'A', shiftId: 's1', closedMs: 2, body: { n: 1 } };
    const first = op(sha256, 1, GENESIS);
    await store.commit(txOf(first, { doc: undefined, shift }));
    const at = (o: OpRow) => ({ ...z, stream: STREAM, seq: o.seq, opId: o.opId });
    const rival = op(sha256, 2, GENESIS);
    equal(await store.commit(txOf(rival, { doc: undefined, shift: null, z: at(rival) })), 'moved');
    equal([(await store.load()).shift, await store.zs()], [shift, []]);
    const second = op(sha256, 2, first.opId);
    await store.commit(txOf(second, { doc: undefined, shift: null, z: at(second) }));
    const again = await reopen();
    equal([(await again.load()).shift, await again.zs()], [undefined, [at(second)]]);
    const third = op(sha256, 3, second.opId);
    await again.commit(txOf(third, { doc: undefined, copied: { docId: 'z1', count: 2 } }));
    const copied = [{ ...at(second), copies: 2 }];
    equal(await again.zs(), copied);
    // Told anew by another copy: not with fewer.
    const row = streamRow({ headSeq: 3, headOpId: third.opId });
    await again.importOps(row, [second], [], [], [], [], [at(second)]);
    equal(await again.zs(), copied);
    // What was put right stands with its Z, once, also where another copy tells both anew (dom-Z12).
    const put = (adjust_id: string, at_ms: number) => ({
      adjust_id,
      z_id: 'z1',
      shift_id: 's1',
      business_date: '2026-11-21',
      tender: 'cash',
      before: 1,
      after: 2,
      reason: 'other',
      cashier: '104',
      approver: '203',
      at_ms,
    });
    const fourth = op(sha256, 4, third.opId);
    await again.commit(txOf(fourth, { doc: undefined, adjusted: put('a1', 1) }));
    await again.importOps(row, [], [], [], [], [], [at(second)], [put('a1', 1), put('a2', 2)]);
    equal(await (await reopen()).zs(), [
      { ...at(second), copies: 2, adjusted: [put('a1', 1), put('a2', 2)] },
    ]);
    await again.setShift(shift);
    equal((await (await reopen()).load()).shift, shift);
    await again.setShift(undefined);
    equal((await (await reopen()).load()).shift, undefined);
    equal(await again.swapShift(undefined, shift), true);
    equal(await again.swapShift(undefined, { ...shift, shiftId: 'other' }), false);
    equal((await (await reopen()).load()).shift, shift);
    // Drawers of cashiers' own stand beside it, each with a row of its own (dom-Z9).
    const own = (shiftId: string) => ({ ...shift, shiftId, drawer: 'own' as const });
    const drawers = async () =>
      (await (await reopen()).load()).drawers.map(({ shiftId }) => shiftId);
    const fifth = op(sha256, 5, fourth.opId);
    await again.commit(txOf(fifth, { doc: undefined, shift: undefined, drawer: own('o1') }));
    equal(await again.addDrawer(own('o2')), true);
    equal(await again.addDrawer(own('o2')), false);
    // The one of the Z above is over.
    equal(await again.addDrawer(own('s1')), false);
    equal((await drawers()).toSorted(), ['o1', 'o2']);
    const sixth = op(sha256, 6, fifth.opId);
    await again.commit(txOf(sixth, { doc: undefined, drawer: { closed: 'o1' } }));
    equal(await drawers(), ['o2']);
    equal((await (await reopen()).load()).shift, shift);
    await again.dropDrawer('o2');
    await again.setDrawers([own('o3')]);
    equal(await drawers(), ['o3']);
    await again.setDrawers([]);
    equal(await drawers(), []);
  });
}
