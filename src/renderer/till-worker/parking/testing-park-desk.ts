import { sha256 } from '@noble/hashes/sha2.js';
import type { Permissions } from '../../../domain/adjust/permissions.ts';
import type { Basket } from '../../../domain/basket.ts';
import { emptyBasket } from '../../../domain/basket.ts';
import { basketId } from '../../../domain/ids.ts';
import { minor } from '../../../domain/money.ts';
import { GENESIS } from '../../../domain/oplog/op-id.ts';
import { article, basketOf } from '../../../domain/testing/sale-arbitraries.ts';
import { buildCommit, type CommitResult, type Fact } from '../../../sync/core/commit.ts';
import type { CommitTx, OpRow, ShelvedRow, StreamRow } from '../../../sync/core/ports.ts';
import type { CashierFace, Done, Refusal } from '../../shared/till-api.ts';
import { SignOff } from '../people/sign-off.ts';
import type { OpenBasket } from '../selling/open-basket.ts';
import { ParkDesk } from './park-desk.ts';

const ADA: CashierFace = { number: '104', name: 'Ada', role: 'cashier' };
const EVA: CashierFace = { number: '203', name: 'Eva', role: 'supervisor' };
const STREAM: StreamRow = {
  id: 'c3RyZWFtLXN0cmVhbS1zdA',
  salt: GENESIS,
  series: 'A',
  prevStream: undefined,
  headSeq: 0,
  headOpId: GENESIS,
  nextDocNo: 1,
  released: 0,
  firstAvailable: 1,
  closed: false,
};
export const ADD = {
  type: 'add',
  article: article({ article: '100', unitPrice: minor(500) }),
  qtyMilli: 1000,
} as const;
const utf8 = new TextEncoder();
export const text = (raw: Uint8Array): string => new TextDecoder().decode(raw);

let made = 0;
const empty = (): Basket => emptyBasket(basketId(`b${++made}`), 0);
export const filled = (): Basket => ({ ...basketOf(ADD, ADD), basketId: basketId(`b${++made}`) });

/** What is on a till's disk. The real store keeps the same promises: `local-store-contract.ts`. */
type Disk = { stream: StreamRow; basket: unknown; shelf: ShelvedRow[]; ops: OpRow[] };
export const emptyDisk = (): Disk => ({ stream: STREAM, basket: undefined, shelf: [], ops: [] });

function write(disk: Disk, { op, stream, clearBasket, shelf }: CommitTx): 'committed' | 'gone' {
  const take = shelf !== undefined && 'take' in shelf ? shelf : undefined;
  const without = disk.shelf.filter(({ parkId }) => parkId !== take?.take);
  if (take !== undefined && without.length === disk.shelf.length) return 'gone';
  disk.shelf = shelf !== undefined && 'put' in shelf ? [...without, shelf.put] : without;
  if (clearBasket) disk.basket = undefined;
  if (take?.open !== undefined) disk.basket = take.open;
  disk.stream = stream;
  disk.ops.push(op);
  return 'committed';
}

/** A till over a disk that survives it: a new one over the same disk is the till after a power cut. */
export function till(disk: Disk = emptyDisk(), rights: Permissions = new Map()) {
  let basket = (disk.basket as OpenBasket | undefined)?.basket ?? empty();
  let isHeld = false;
  let crash: 'before' | 'after' | undefined;
  const kinds: string[] = [];
  const state = { count: 0, cashier: ADA as CashierFace | undefined, isAsking: false };

  async function commit(fact: Fact): Promise<CommitResult> {
    if (crash === 'before') throw new Error('power cut');
    const tx = buildCommit(disk.stream, fact, 1, { sha256, utf8: (t) => utf8.encode(t) });
    if (write(disk, tx) === 'gone') return { ok: false, kind: 'gone', next: 'Not parked.' };
    if (crash === 'after') throw new Error('power cut');
    kinds.push(fact.kind);
    return { ok: true, op: tx.op, doc: undefined, journal: 'synced', journalNext: '' };
  }

  const desk = new ParkDesk({
    signOff: new SignOff({
      cashier: () => state.cashier,
      permissions: () => rights,
      verify: async ({ number, pin }) =>
        number === EVA.number && pin === '1'
          ? { ok: true, cashier: EVA }
          : { ok: false, kind: 'wrong-pin', next: 'no' },
      money: { locale: 'de-DE', currency: 'EUR' },
    }),
    seller: () =>
      state.cashier && { cashier: state.cashier, shiftId: 's', businessDate: '2026-11-22' },
    open: () => ({ basket, flags: [], begunAt: '2026-11-22T09:00' }),
    sum: () => ({ total: 1000, items: 2, currency: 'EUR' }),
    isHeld: () => isHeld,
    isAsking: () => state.isAsking,
    async alone(run) {
      isHeld = true;
      try {
        await Promise.resolve();
        return await run();
      } finally {
        isHeld = false;
      }
    },
    shelf: async () => disk.shelf,
    reads: () => true,
    commit,
    tellRecords: async () => {
      kinds.push('basket-cancelled');
      basket = empty();
      return { ok: true };
    },
    parked: () => (basket = empty()),
    recalled: ({ basket: back }) => (basket = back),
    changed: (count) => (state.count = count),
    wallMs: () => 7,
    newId: () => `p${++made}`,
  });

  return {
    desk,
    disk,
    kinds,
    state,
    crashes: (when: typeof crash) => (crash = when),
    get basket() {
      return basket;
    },
    ring(next: Basket = filled()): void {
      basket = next;
      disk.basket = { basket, flags: [], begunAt: undefined };
    },
  };
}

export const kindOf = (answer: Done | Refusal): string => (answer.ok ? 'done' : answer.kind);
