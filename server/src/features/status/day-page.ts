import type { TenderCount } from '../../../../src/contracts/end-of-day.ts';
import type {
  AdjustmentTold,
  DayShift,
  DayTill,
  LateOp,
  OpRange,
  StoreCloseTold,
  StoreDayAnswer,
  ToldZ,
  ZProof,
} from '../../../../src/contracts/store-day.ts';
import { escapeHtml, table } from './html.ts';
import { amount, figure } from './words.ts';

type Day = Pick<StoreDayAnswer, 'store' | 'day' | 'tills' | 'sums' | 'closes' | 'is_complete'>;
/** `z` undefined: the shift is not closed. */
type Row = { till: string; state: string; shift?: DayShift; z?: ToldZ };

/** The end of a store's day, for people: each till, what was counted, and whether all of it is here. */
export function dayFragment(day: Day, peer: string | undefined): string {
  const rows = day.tills.flatMap(rowsOf);
  const closed = rows.flatMap(({ till, z }) => (z === undefined ? [] : [{ till, z }]));
  const late = day.tills.flatMap(({ till, shifts }) =>
    shifts.flatMap((shift) => shift.late.map((op) => ({ till, op }))),
  );
  const wrong = closed.flatMap(({ till, z }) =>
    wrongOf(z.proof, peer).map((what) => ({ till, z_no: z.z_no, what })),
  );
  return [
    `<p class="verdict">${escapeHtml(dayVerdict(day))}</p>`,
    shiftTable(rows),
    closed.length === 0 ? '' : proofTable(closed, peer),
    wrong.length === 0 ? '' : wrongTable(wrong),
    closed.length === 0 ? '' : countTable(closed),
    recountTable(closed),
    adjustmentTable(closed),
    late.length === 0 ? '' : lateTable(late),
    day.sums.length === 0 ? '' : sumTable(day),
    closeTable(day.closes),
  ].join('\n');
}

function rowsOf({ till, state, shifts }: DayTill): Row[] {
  if (shifts.length === 0) return [{ till, state }];
  return shifts.flatMap((shift): Row[] =>
    shift.closings.length === 0
      ? [{ till, state: shift.state, shift }]
      : shift.closings.map((z) => ({ till, state: 'closed', shift, z })),
  );
}

/** One sentence on the day. */
export function dayVerdict({ store, day, tills, is_complete: isComplete }: Day): string {
  const told = tills.filter(({ state }) => state !== 'silent');
  const name = `Store ${store} on ${day}`;
  if (told.length === 0) return `${name}: no till told of a shift.`;
  if (isComplete)
    return `${name} is complete: every till that opened is closed, and all of it is here.`;
  const open = told.filter(({ state }) => state !== 'closed').map(({ till }) => till);
  return open.length > 0
    ? `${name} is not closed yet: till ${open.join(', ')}.`
    : `${name} is closed, but not all of it is proven: see below.`;
}

const STATES: Readonly<Record<string, string>> = {
  silent: 'nothing heard',
  open: 'open',
  counted: 'counted, not closed',
  closed: 'closed',
};

function stateWords({ state, shift }: Row): string {
  const words = STATES[state] ?? state;
  const by = state === 'closed' ? undefined : shift?.suspended_by;
  return by === undefined ? words : `${words}, suspended by ${by}`;
}

const time = (ms: number | undefined): string =>
  ms === undefined || ms === 0 ? '' : new Date(ms).toISOString().slice(0, 16).replace('T', ' ');

function shiftTable(rows: readonly Row[]): string {
  return table<Row>(
    'Shifts',
    [
      { head: 'Till', cell: (r) => r.till },
      { head: 'State', cell: (r) => stateWords(r) },
      { head: 'Opened (UTC)', cell: (r) => time(r.shift?.opened_ms) },
      { head: 'By', cell: (r) => r.shift?.opened_by ?? '' },
      { head: 'Z', figure: true, cell: (r) => (r.z === undefined ? '' : figure(r.z.z_no)) },
      { head: 'Closed (UTC)', cell: (r) => time(r.z?.closed_ms) },
      { head: 'By', cell: (r) => r.z?.closed_by ?? '' },
      { head: 'Approved by', cell: (r) => r.z?.approver ?? '' },
      { head: 'Net', figure: true, cell: (r) => money(r.z, (z) => z.net) },
      { head: 'Deposit', figure: true, cell: (r) => money(r.z, (z) => z.deposit) },
      { head: 'Bag', cell: (r) => r.z?.bag ?? '' },
      { head: 'Next float', figure: true, cell: (r) => money(r.z, (z) => z.next_float) },
    ],
    rows,
    'No till of this store was heard of.',
  );
}

const money = (z: ToldZ | undefined, of: (z: ToldZ) => number): string =>
  z === undefined ? '' : amount(of(z), z.currency);

/** What a proof says in one sentence. */
export function proofWords(proof: ZProof, peer: string | undefined): string {
  const all =
    proof.documents === 1 ? 'The one document is' : `All ${figure(proof.documents)} documents are`;
  switch (proof.state) {
    case 'whole': {
      const where = peer === undefined ? 'here' : 'here, at both sites';
      return `${all} ${where}; every figure is that of the Z.`;
    }
    case 'waiting':
      return `${all} here; site ${peer ?? ''} has not confirmed them yet.`;
    case 'missing':
      return proof.missing.documents === 0
        ? `${all} here, but not every operation.`
        : `${figure(proof.missing.documents)} of ${figure(proof.documents)} documents are missing.`;
    case 'archived':
      return `${all} in the archive; both sites had held them alike.`;
    default:
      return 'It is not what the till told.';
  }
}

/** Each thing that is not as it should be, one a line. */
function wrongOf(proof: ZProof, peer: string | undefined): string[] {
  const { missing, waiting, differences, faults } = proof;
  return [
    ...missing.numbers.map((number) => `document ${number} is missing`),
    ...missing.ops.map((range) => `${opsOf(range)} missing here`),
    ...waiting.map((range) => `${opsOf(range)} not confirmed by site ${peer ?? ''}`),
    ...differences.map(
      ({ figure: name, told, found }) =>
        `${name}: the Z says ${JSON.stringify(told)}, its operations say ${JSON.stringify(found)}`,
    ),
    ...faults,
  ];
}

function opsOf({ stream, from_seq: from, to_seq: to }: OpRange): string {
  const short = stream.slice(0, 8);
  return from === to
    ? `operation ${from} of ${short} is`
    : `operations ${from} to ${to} of ${short} are`;
}

type Closed = { till: string; z: ToldZ };

function proofTable(closed: readonly Closed[], peer: string | undefined): string {
  return table<Closed>(
    'Proof',
    [
      { head: 'Till', cell: (r) => r.till },
      { head: 'Z', figure: true, cell: (r) => figure(r.z.z_no) },
      { head: 'Is all of it here?', cell: (r) => proofWords(r.z.proof, peer) },
    ],
    closed,
    '',
  );
}

function wrongTable(rows: readonly { till: string; z_no: number; what: string }[]): string {
  return table(
    'What is not proven',
    [
      { head: 'Till', cell: (r) => r.till },
      { head: 'Z', figure: true, cell: (r) => figure(r.z_no) },
      { head: 'What', cell: (r) => r.what },
    ],
    rows,
    '',
  );
}

/** What is to be done about a count; a second person's word settles the worst. */
function countWords(status: TenderCount['status'], { approver }: ToldZ): string {
  if (status === 'approve') return approver === undefined ? 'needs approval' : 'approved';
  return status === 'review' ? 'to be looked at' : 'ok';
}

function countTable(closed: readonly Closed[]): string {
  const rows = closed.flatMap(({ till, z }) =>
    Object.entries(z.tenders).map(([tender, count]) => ({ till, z, tender, count })),
  );
  const said = ({ z, tender }: (typeof rows)[number], minor: number): string =>
    amount(minor, tenderCurrency(tender) ?? z.currency);
  return table<(typeof rows)[number]>(
    'Counted',
    [
      { head: 'Till', cell: (r) => r.till },
      { head: 'Z', figure: true, cell: (r) => figure(r.z.z_no) },
      { head: 'Tender', cell: (r) => r.tender },
      { head: 'Expected', figure: true, cell: (r) => said(r, r.count.expected) },
      { head: 'Counted', figure: true, cell: (r) => said(r, r.count.counted) },
      { head: 'Off', figure: true, cell: (r) => said(r, r.count.variance) },
      { head: 'Status', cell: (r) => countWords(r.count.status, r.z) },
      { head: 'Approved by', cell: (r) => r.z.approver ?? '' },
    ],
    rows,
    '',
  );
}

/** Counts that were declared before the last one, against what should have been there then. */
function recountTable(closed: readonly Closed[]): string {
  const rows = closed.flatMap(({ till, z }) =>
    (z.all_counts ?? []).slice(0, -1).flatMap(({ cashier, tenders }, at) =>
      Object.entries(tenders)
        .filter(([, { variance }]) => variance !== 0)
        .map(([tender, count]) => ({ till, z, at: at + 1, cashier, tender, count })),
    ),
  );
  if (rows.length === 0) return '';
  const said = ({ z, tender }: (typeof rows)[number], minor: number): string =>
    amount(minor, tenderCurrency(tender) ?? z.currency);
  return table<(typeof rows)[number]>(
    'Counted before, and off',
    [
      { head: 'Till', cell: (r) => r.till },
      { head: 'Z', figure: true, cell: (r) => figure(r.z.z_no) },
      { head: 'Count', figure: true, cell: (r) => figure(r.at) },
      { head: 'By', cell: (r) => r.cashier },
      { head: 'Tender', cell: (r) => r.tender },
      { head: 'Expected', figure: true, cell: (r) => said(r, r.count.expected) },
      { head: 'Counted', figure: true, cell: (r) => said(r, r.count.counted) },
      { head: 'Off', figure: true, cell: (r) => said(r, r.count.variance) },
      { head: 'Status', cell: (r) => countWords(r.count.status, r.z) },
    ],
    rows,
    '',
  );
}

/** What was put right since; the Z above stays as it was told. */
function adjustmentTable(closed: readonly Closed[]): string {
  const rows = closed.flatMap(({ till, z }) =>
    (z.adjustments ?? []).map((one) => ({ till, z, one })),
  );
  if (rows.length === 0) return '';
  const said = ({ z, one }: (typeof rows)[number], minor: number): string =>
    amount(minor, tenderCurrency(one.tender) ?? z.currency);
  return table<(typeof rows)[number]>(
    'Put right after the Z',
    [
      { head: 'Till', cell: (r) => r.till },
      { head: 'Z', figure: true, cell: (r) => figure(r.z.z_no) },
      { head: 'Tender', cell: (r) => r.one.tender },
      { head: 'Declared before', figure: true, cell: (r) => said(r, r.one.before) },
      { head: 'Declared now', figure: true, cell: (r) => said(r, r.one.after) },
      {
        head: 'Off now',
        figure: true,
        cell: (r) => said(r, r.one.after - (r.z.tenders[r.one.tender]?.expected ?? 0)),
      },
      { head: 'Why', cell: (r) => r.one.reason },
      { head: 'By', cell: (r) => r.one.cashier },
      { head: 'Signed by', cell: (r) => r.one.approver },
      { head: 'At (UTC)', cell: (r) => time(r.one.at_ms) },
      { head: 'Note', cell: (r) => noteOf(r.one) },
    ],
    rows,
    '',
  );
}

const noteOf = (one: AdjustmentTold): string =>
  [
    one.after_close ? 'after the day was closed' : '',
    one.is_linked ? '' : 'does not go on from what stood there',
  ]
    .filter((text) => text !== '')
    .join('; ');

/** Notes of another currency are counted in it: `foreign-cash:USD`. */
const tenderCurrency = (tender: string): string | undefined => /:([A-Z]{3})$/.exec(tender)?.[1];

function lateTable(late: readonly { till: string; op: LateOp }[]): string {
  return table<(typeof late)[number]>(
    'Came after the Z, in no Z',
    [
      { head: 'Till', cell: (r) => r.till },
      { head: 'What', cell: (r) => (r.op.kind === 'sale' ? 'document' : r.op.kind) },
      { head: 'Number', cell: (r) => r.op.doc_no },
      { head: 'Operation', figure: true, cell: (r) => figure(r.op.seq) },
      { head: 'Amount', figure: true, cell: (r) => amount(r.op.amount, r.op.currency) },
    ],
    late,
    '',
  );
}

function sumTable({ sums }: Day): string {
  return table<Day['sums'][number]>(
    'The store',
    [
      { head: 'Currency', cell: (r) => r.currency },
      { head: 'Net', figure: true, cell: (r) => amount(r.net, r.currency) },
      { head: 'Deposit', figure: true, cell: (r) => amount(r.deposit, r.currency) },
      {
        head: 'Off',
        cell: (r) =>
          Object.entries(r.variance)
            .map(
              ([tender, off]) => `${tender} ${amount(off, tenderCurrency(tender) ?? r.currency)}`,
            )
            .join(', '),
      },
    ],
    sums,
    '',
  );
}

function closeTable(closes: Day['closes']): string {
  return table<StoreCloseTold>(
    'Closed by the store',
    [
      { head: 'At (UTC)', cell: (r) => time(r.at_ms) },
      { head: 'Till', cell: (r) => r.till },
      { head: 'By', cell: (r) => r.closed_by },
      { head: 'Signed by', cell: (r) => r.approver ?? '' },
      { head: 'Without tills', cell: (r) => r.missing.join(', ') },
      { head: 'Proven by then', cell: (r) => (r.proven ? 'yes' : 'no') },
      { head: 'Note', cell: (r) => r.note ?? '' },
    ],
    closes,
    'The store has not closed this day.',
  );
}
