import { sha256 } from '@noble/hashes/sha2.js';
import { ShiftClosedBody } from '../../../contracts/end-of-day.ts';
import { parse } from '../../../contracts/parse.ts';
import { GENESIS } from '../../../domain/oplog/op-id.ts';
import { Committer, type CrashPoint, type Fact } from '../../../sync/core/commit.ts';
import type {
  CommitTx,
  Journal,
  LocalStore,
  OpRow,
  ShiftRow,
  StreamRow,
  ZRow,
} from '../../../sync/core/ports.ts';
import { plainFact } from '../selling/facts.ts';
import { shiftFact } from '../selling/shift-fact.ts';
import { CloseDesk, type CloseDeskPorts } from './close-desk.ts';
import type { CountUnderWay } from './close-store.ts';
import { openRunning } from './open-running.ts';
import { ShiftKeeper } from './shift-keeper.ts';

const utf8 = new TextEncoder();
const DAY = '2026-11-22';
let made = 0;

/** What of a till survives its deaths: one stream, its ops, the shift and its Zs. */
export class CloseDisks {
  stream: StreamRow = {
    id: 'c3RyZWFtLXN0cmVhbS1zdA',
    salt: 'c2FsdC1zYWx0LXNhbHQtcw',
    series: 'A',
    prevStream: undefined,
    headSeq: 0,
    headOpId: GENESIS,
    nextDocNo: 1,
    released: 0,
    firstAvailable: 1,
    closed: false,
  };
  ops: OpRow[] = [];
  shift: ShiftRow | undefined;
  rows: ZRow[] = [];
  drafts = new Map<string, CountUnderWay>();

  zs(): ShiftClosedBody[] {
    return this.rows
      .flatMap(({ body }) => parse(ShiftClosedBody, body) ?? [])
      .sort((a, b) => a.z_no - b.z_no);
  }

  /** As they are now; what the life before still does reaches them no more. */
  copy(): CloseDisks {
    const { stream, ops, shift, rows, drafts } = this;
    const now = structuredClone({ stream, ops, shift, rows, drafts });
    return Object.assign(new CloseDisks(), now);
  }

  /** All of it or nothing, as the real one. */
  commit({ op, stream, shift, z }: CommitTx): Promise<'committed' | 'moved' | 'gone'> {
    if (op.seq !== this.stream.headSeq + 1) return Promise.resolve('moved');
    this.stream = stream;
    this.ops.push(op);
    if (shift !== undefined) this.shift = shift ?? undefined;
    if (z !== undefined) this.rows.push(z);
    return Promise.resolve('committed');
  }
}

/** As much of the store as a shift needs. */
function storeOn(disks: CloseDisks) {
  const snapshot = () => ({ streams: [disks.stream], shift: disks.shift });
  return {
    load: async () => snapshot(),
    commit: (tx: CommitTx) => disks.commit(tx),
    readOps: async (_stream: string, from: number, most: number) =>
      disks.ops.filter(({ seq }) => seq >= from).slice(0, most),
    pendingDone: async () => undefined,
  } as unknown as LocalStore;
}

/** One life of a till that can do nothing but open, count and close shifts. */
export async function closeLife(
  disks: CloseDisks,
  more: Partial<CloseDeskPorts> & {
    reached?: (point: CrashPoint, kind: string) => Promise<void>;
  } = {},
) {
  const store = storeOn(disks);
  const snapshot = await store.load();
  const running = openRunning(store, snapshot, () => true);
  const committer = new Committer(
    disks.stream,
    {
      store,
      journal: { append: async () => ({ ok: true, value: [] }) } as unknown as Journal,
      clock: { now: () => 0, wallMs: () => 1000, wakeAt: () => () => undefined },
      sha256,
      utf8: (t) => utf8.encode(t),
      print: async () => undefined,
      reached: more.reached ?? (async () => undefined),
      alarm: () => undefined,
    },
    (_row, op) => running.committed(op),
  );
  const shifts = new ShiftKeeper(snapshot.shift, { today: () => DAY, nowMs: () => 1000 });
  const papers: string[] = [];
  const close = new CloseDesk({
    own: { store: '0417', till: '01' },
    currency: 'EUR',
    policy: {},
    cashier: () => '104',
    shift: () => shifts.open,
    running,
    zs: async () => disks.rows,
    open: async () => ({ parked: 1, unsent: 2, cards_unknown: 1, baskets: 1 }),
    draft: {
      load: async (shiftId) => disks.drafts.get(shiftId),
      put: async (row) => void disks.drafts.set(row.shiftId, structuredClone(row)),
    },
    mayClose: async () => ({ ok: true, cashier: '104' }),
    approve: async (approver) =>
      approver === undefined
        ? { ok: false, kind: 'needs-approval', next: '' }
        : { ok: true, number: approver.number },
    alone: (run) => run(),
    commit: (fact) => committer.commit(fact),
    closed: () => shifts.is(undefined),
    series: async () => new Map(),
    paper: (z) => [{ kind: 'text', text: String(z.z_no), weight: 'plain' }],
    print: async (name) => void papers.push(name),
    newId: () => `z${String(++made)}`,
    wallMs: () => 2000,
    ...more,
  });
  async function open(float: number): Promise<void> {
    const asked = { businessDate: DAY, cashier: '104', float, openedMs: 1, currency: 'EUR' };
    const opened = shiftFact({ ...asked, shiftId: `s${String(++made)}` });
    if (!opened.ok) throw new Error(opened.kind);
    await committer.commit(opened.fact);
    shifts.is(opened.row);
  }
  const move = (type: string, amount: number) =>
    committer.commit(
      plainFact('cash-moved', DAY, { move_id: 'm', shift_id: shifts.open?.shiftId, type, amount }),
    );
  const commitFact = (fact: Fact) => committer.commit(fact);
  const commit = (kind: string, body: () => unknown) =>
    committer.commit({ ...plainFact(kind, DAY, undefined), body });
  /** Counts so many notes of fifty. */
  async function count(fifties: number) {
    const told = await close.tell({});
    if (!told.ok) return told;
    const { shiftId, counts } = told.view;
    const draft = { pieces: [{ value: 5000, count: fifties }], other: {} };
    await close.keep({ shiftId, draft });
    return close.declare({ shiftId, count: counts + 1, draft });
  }
  return { close, shifts, running, papers, open, move, commit, commitFact, count };
}
