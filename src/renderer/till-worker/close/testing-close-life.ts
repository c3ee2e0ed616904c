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
import { openRunning, openShifts } from './open-running.ts';
import type { RunningShift } from './running-shift.ts';
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
  drawers: ShiftRow[] = [];
  rows: ZRow[] = [];
  drafts = new Map<string, CountUnderWay>();
  /** A disk that takes its time. */
  reading: Promise<void> | undefined;

  zs(): ShiftClosedBody[] {
    return this.rows
      .flatMap(({ body }) => parse(ShiftClosedBody, body) ?? [])
      .sort((a, b) => a.z_no - b.z_no);
  }

  /** As they are now; what the life before still does reaches them no more. */
  copy(): CloseDisks {
    const { stream, ops, shift, drawers, rows, drafts } = this;
    const now = structuredClone({ stream, ops, shift, drawers, rows, drafts });
    return Object.assign(new CloseDisks(), now);
  }

  /** All of it or nothing, as the real one. */
  commit({ op, stream, shift, drawer, z }: CommitTx): Promise<'committed' | 'moved' | 'gone'> {
    if (op.seq !== this.stream.headSeq + 1) return Promise.resolve('moved');
    this.stream = stream;
    this.ops.push(op);
    if (shift !== undefined) this.shift = shift ?? undefined;
    if (drawer !== undefined) {
      const id = 'closed' in drawer ? drawer.closed : drawer.shiftId;
      this.drawers = this.drawers.filter(({ shiftId }) => shiftId !== id);
      if (!('closed' in drawer)) this.drawers.push(drawer);
    }
    if (z !== undefined) this.rows.push(z);
    return Promise.resolve('committed');
  }
}

/** As much of the store as a shift needs. */
function storeOn(disks: CloseDisks) {
  const snapshot = () => ({ streams: [disks.stream], shift: disks.shift, drawers: disks.drawers });
  return {
    load: async () => snapshot(),
    commit: (tx: CommitTx) => disks.commit(tx),
    async readOps(_stream: string, from: number, most: number) {
      await disks.reading;
      return disks.ops.filter(({ seq }) => seq >= from).slice(0, most);
    },
    pendingDone: async () => undefined,
  } as unknown as LocalStore;
}

function committerOn(
  disks: CloseDisks,
  store: LocalStore,
  running: RunningShift,
  reached: ((point: CrashPoint, kind: string) => Promise<void>) | undefined,
): Committer {
  return new Committer(
    disks.stream,
    {
      store,
      journal: { append: async () => ({ ok: true, value: [] }) } as unknown as Journal,
      clock: { now: () => 0, wallMs: () => 1000, wakeAt: () => () => undefined },
      sha256,
      utf8: (t) => utf8.encode(t),
      print: async () => undefined,
      reached: reached ?? (async () => undefined),
      alarm: () => undefined,
    },
    (_row, op) => running.committed(op),
  );
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
  const committer = committerOn(disks, store, running, more.reached);
  let who = '104';
  const shifts = new ShiftKeeper(openShifts(snapshot), {
    today: () => DAY,
    nowMs: () => 1000,
    cashier: () => who,
  });
  const papers: string[] = [];
  const close = new CloseDesk({
    own: { store: '0417', till: '01' },
    currency: 'EUR',
    policy: {},
    cashier: () => who,
    shift: () => shifts.open,
    shiftById: (shiftId) => shifts.byId(shiftId),
    running,
    zs: async () => disks.rows,
    open: async () => ({ parked: 1, unsent: 2, cards_unknown: 1, baskets: 1 }),
    draft: {
      load: async (shiftId) => disks.drafts.get(shiftId),
      put: async (row) => void disks.drafts.set(row.shiftId, structuredClone(row)),
      drop: async (shiftId) => void disks.drafts.delete(shiftId),
    },
    mayClose: async () => ({ ok: true, cashier: who }),
    approve: async (approver) =>
      approver === undefined
        ? { ok: false, kind: 'needs-approval', next: '' }
        : { ok: true, number: approver.number },
    holdsPart: () => false,
    alone: (run) => run(),
    commit: (fact) => committer.commit(fact),
    closed: (shiftId) => shifts.gone(shiftId),
    series: async () => new Map(),
    paper: (z) => [{ kind: 'text', text: String(z.z_no), weight: 'plain' }],
    print: async (name) => void papers.push(name),
    newId: () => `z${String(++made)}`,
    wallMs: () => 2000,
    ...more,
  });
  async function open(float: number, drawer?: 'own'): Promise<void> {
    const at = { businessDate: DAY, cashier: who, float, openedMs: 1, currency: 'EUR' };
    const asked = { ...at, drawer, beside: () => shifts.all.length };
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
  async function count(fifties: number, of?: string) {
    const told = await close.tell(of === undefined ? {} : { shiftId: of });
    if (!told.ok) return told;
    const { shiftId, counts } = told.view;
    const draft = { pieces: [{ value: 5000, count: fifties }], other: {} };
    await close.keep({ shiftId, draft });
    return close.declare({ shiftId, count: counts + 1, draft });
  }
  const signIn = (cashier: string): void => void (who = cashier);
  const fold = () => running.now(shifts.open?.shiftId ?? '');
  return { signIn, fold, close, shifts, running, papers, open, move, commit, commitFact, count };
}
