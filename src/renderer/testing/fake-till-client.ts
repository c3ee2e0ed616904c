import type { IpcArg } from '../../contracts/ipc.ts';
import { fakeCustomers } from './fake-customers.ts';
import type {
  Refusal,
  TillClient,
  TillCommand,
  TillCommands,
  TillView,
} from '../shared/till-api.ts';
import { fakeParking } from './fake-parking.ts';
import { fakeClose } from './fake-close.ts';
import { fakeStoreDay } from './fake-store-day.ts';
import { fakeBasket, fakeLine, fakeSale } from './fake-basket.ts';
import { FAKE_ARTICLES, type FakeArticle } from './fake-catalogue.ts';
import { FAKE_NO_RECEIPT, fakeUnproven } from './fake-no-receipt.ts';
import type { UnprovenAsk } from '../shared/no-receipt-api.ts';
import { FAKE_FINDING } from './fake-finding.ts';
import { FAKE_EXPORT, FAKE_IMPORT } from './fake-hand-over.ts';
import { fakeQuickKeys } from './fake-quick-keys.ts';
import { fakeTraining } from './fake-training.ts';
import { fakeTenders } from './fake-tenders.ts';
import type { ReceiptAsked, ReceiptQuery } from '../shared/receipts-api.ts';
import type { ReturnAsked } from '../shared/returns-api.ts';
import { fakePaidBack, fakeReceipt, fakeReceipts, fakeReturn } from './fake-receipts.ts';
import { SELLING } from './fake-view.ts';

export type Called = { command: TillCommand; arg: unknown };

/** A till in memory for screens' tests: as real in its answers as screens can tell, and no rules. */
export type FakeTill = TillClient & {
  /** Every command so far, oldest first. */
  calls: Called[];
  /** Sheets and tables that were saved, as the host was asked. */
  saved: IpcArg<'paper.save'>[];
  /** Pushes parts of the view as the worker does. */
  show(parts: Partial<TillView>): void;
  /** The next call of the command is answered with this refusal. */
  refuse(command: TillCommand, refusal: Omit<Refusal, 'ok'>): void;
  /** Calls of the command wait until the answer of `hold` is called. */
  hold(command: TillCommand): () => void;
};

type Handlers = { [C in TillCommand]: (arg: TillCommands[C]['arg']) => TillCommands[C]['answer'] };

const OK = { ok: true } as const;
const STAFF = [
  { number: '104', name: 'Mira K.' },
  { number: '117', name: 'Jonas B.' },
  { number: '203', name: 'Aylin Ç.' },
];

/** `cashStep`: smallest coin in minor units. */
export function createFakeTill(start: Partial<TillView> = {}, cashStep = 1): FakeTill {
  let view: TillView = { ...SELLING, ...start };
  const listeners = new Set<(view: TillView) => void>();
  const refusals = new Map<TillCommand, Refusal>();
  const gates = new Map<TillCommand, Promise<void>>();
  const calls: Called[] = [];
  const saved: IpcArg<'paper.save'>[] = [];

  function show(parts: Partial<TillView>): void {
    view = { ...view, ...parts };
    for (const listener of listeners) listener(view);
  }

  const handlers = fakeHandlers(() => view, show, cashStep);

  async function call<C extends TillCommand>(
    command: C,
    arg: TillCommands[C]['arg'],
  ): Promise<TillCommands[C]['answer']> {
    calls.push({ command, arg });
    await gates.get(command);
    const refusal = refusals.get(command);
    refusals.delete(command);
    // A refusal is planted only for commands that can refuse.
    if (refusal !== undefined) return refusal;
    return handlers[command](arg);
  }

  return {
    calls,
    saved,
    savePaper: async (asked) => {
      saved.push(asked);
      return { ok: true, path: `/tmp/${asked.name}.${asked.csv === undefined ? 'pdf' : 'csv'}` };
    },
    call,
    show,
    view: () => view,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    refuse: (command, refusal) => refusals.set(command, { ok: false, ...refusal }),
    hold: (command) => {
      const gate = Promise.withResolvers<void>();
      gates.set(command, gate.promise);
      return () => {
        gates.delete(command);
        gate.resolve();
      };
    },
  };
}

/** Everything that ends with money going out. */
function fakePayingBack(
  view: () => TillView,
  show: (parts: Partial<TillView>) => void,
  nextDoc: () => number,
) {
  function paidBack(goods: number, asCredit?: true) {
    const sale = fakePaidBack(goods, nextDoc(), asCredit);
    show({ phase: { at: 'sold', sale } });
    return { ok: true, sale } as const;
  }
  return {
    'return-no-receipt': ({ lines, asCredit }: { lines: UnprovenAsk[]; asCredit?: true }) =>
      paidBack(fakeUnproven(lines).cash, asCredit),
    'return-goods': ({ lines, asCredit }: ReturnAsked) =>
      paidBack(fakeReturn(lines).cash, asCredit),
    'go-on-refund': () => (show({ refund: { at: 'none' } }), OK),
    'pay-out': ({ asCredit }: { asCredit?: boolean }) =>
      paidBack(view().basket.payOut?.cash ?? 0, asCredit === true ? true : undefined),
    'post-void': ({ docNo }: { docNo: string }) => paidBack(fakeReceipt(docNo).total),
  } satisfies Partial<Handlers>;
}

/** What a screen asks for and sees no change of. */
const ALWAYS_DONE = {
  speak: () => OK,
  'answer-question': () => OK,
  'change-terms': () => OK,
  'take-back-cards': () => OK,
  'exchange-goods': () => OK,
  'show-member': () => OK,
  'find-customers': ({ text, limit }: { text: string; limit: number }) =>
    fakeCustomers(text, limit),
  'note-sale': () => OK,
  'undo-step': () => OK,
  'send-again': () => OK,
  'check-line': () => OK,
  'export-waiting': () => FAKE_EXPORT,
  'import-file': () => FAKE_IMPORT,
  'open-drawer': () => OK,
  'mail-receipt': () => OK,
  'print-copy': () => ({ ok: true, copy: 1 }),
  'tell-return': ({ lines }: ReturnAsked) => fakeReturn(lines),
  'find-receipts': (query: ReceiptQuery) => fakeReceipts(240, query),
  'open-receipt': (asked: ReceiptAsked) => ({
    ok: true,
    view: fakeReceipt('docNo' in asked ? asked.docNo : (asked.code.split('/')[1] ?? '')),
  }),
} satisfies Partial<Handlers>;

function fakeHandlers(
  view: () => TillView,
  show: (parts: Partial<TillView>) => void,
  cashStep: number,
): Handlers {
  let lastLine = 0;
  let lastDoc = 122;
  const setLines = (lines: TillView['basket']['lines'], selected?: string): void =>
    show({ basket: fakeBasket(lines, selected, cashStep) });

  function add(found: FakeArticle | undefined, qtyMilli: number) {
    if (found === undefined) {
      const next = 'Unknown code. Nothing was added; search for the article by its name.';
      return { ok: false, kind: 'unknown-code', next } as const;
    }
    const { lines } = view().basket;
    const same = lines.find((line) => line.article === found.article && line.unit === 'piece');
    const lineId = same?.lineId ?? String(++lastLine);
    const line = fakeLine(lineId, found, (same?.qtyMilli ?? 0) + qtyMilli);
    setLines(same === undefined ? [...lines, line] : replaced(lines, line), lineId);
    return { ok: true, lineId } as const;
  }

  return {
    ...ALWAYS_DONE,
    ...FAKE_FINDING,
    ...FAKE_NO_RECEIPT,
    ...fakePayingBack(view, show, () => ++lastDoc),
    ...fakeTenders(view, show, cashStep),
    enrol: () => (show({ phase: { at: 'signed-out' } }), OK),
    'sign-in': () => (show({ phase: { at: 'no-shift' }, cashier: SELLING.cashier }), OK),
    'sign-out': () => (show({ phase: { at: 'signed-out' }, cashier: undefined }), OK),
    'staff-list': () => STAFF,
    scan: ({ code }) => {
      if (view().phase.at === 'sold') show({ phase: { at: 'selling' } });
      return add(
        FAKE_ARTICLES.find((one) => one.gtin === code),
        1000,
      );
    },
    'add-article': ({ article, qtyMilli = 1000 }) =>
      add(
        FAKE_ARTICLES.find((one) => one.article === article),
        qtyMilli,
      ),
    'select-line': ({ lineId }) => (setLines(view().basket.lines, lineId), OK),
    'change-quantity': ({ lineId, qtyMilli }) => {
      const old = view().basket.lines.find((line) => line.lineId === lineId);
      const found = FAKE_ARTICLES.find((one) => one.article === old?.article);
      if (found === undefined) return { ok: false, kind: 'no-such-line', next: 'Choose a line.' };
      setLines(replaced(view().basket.lines, fakeLine(lineId, found, qtyMilli)), lineId);
      return OK;
    },
    'void-line': ({ lineId }) => (
      setLines(view().basket.lines.filter((line) => line.lineId !== lineId)),
      OK
    ),
    ...fakeClose(show),
    ...fakeStoreDay(),
    ...fakeParking(view, setLines, show),
    ...fakeTraining(view, setLines, show),
    ...fakeQuickKeys(view, show),
    'cancel-basket': () => (setLines([]), OK),
    'pay-cash': ({ tendered }) => {
      const isTraining = view().training !== undefined;
      const sale = { ...fakeSale(view().basket, tendered, ++lastDoc), isTraining };
      setLines([]);
      show({ phase: { at: 'sold', sale } });
      return { ok: true, sale };
    },
    'next-customer': () => (show({ phase: { at: 'selling' } }), OK),
    'dismiss-alarm': ({ id }) => (
      show({ alarms: view().alarms.filter((alarm) => alarm.id !== id) }),
      OK
    ),
  };
}

function replaced(
  lines: TillView['basket']['lines'],
  line: TillView['basket']['lines'][number],
): TillView['basket']['lines'] {
  return lines.map((old) => (old.lineId === line.lineId ? line : old));
}
