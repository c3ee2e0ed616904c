import type { ReceiptDoc } from '../../contracts/receipt-doc.ts';
import type { CloseCommands, CloseView, CountDraft } from '../shared/close-api.ts';
import type { TillView } from '../shared/till-api.ts';

const OK = { ok: true } as const;
const EXPECTED: Readonly<Record<string, number>> = { cash: 21_235, card: 4250 };
const WORDS: Readonly<Record<string, string>> = { cash: 'Cash', card: 'Card' };

const PAPER: ReceiptDoc = [
  { kind: 'text', text: 'Store 0417', weight: 'strong' },
  { kind: 'text', text: 'Z report 0417-02-A-Z0012', weight: 'strong' },
  { kind: 'rule' },
  { kind: 'pair', left: 'Sales (34)', right: '612,35', weight: 'plain' },
  { kind: 'pair', left: 'Returns (1)', right: '−12,50', weight: 'plain' },
  { kind: 'total', left: 'Net turnover', right: '599,85' },
  { kind: 'pair', left: 'VAT 7 %', right: '39,24', weight: 'strong' },
];

const START: CloseView = {
  shiftId: 's1',
  businessDate: '2026-11-22',
  openedMs: 1_795_330_000_000,
  openedBy: '104',
  currency: 'EUR',
  open: { parked: 2, unsent: 12, cards_unknown: 0, baskets: 1 },
  denominations: [50_000, 20_000, 10_000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1],
  tenders: [{ tender: 'card', words: 'Card', currency: 'EUR' }],
  counts: 0,
  draft: { pieces: [], other: {} },
  declared: undefined,
};

type Handlers = {
  [C in keyof CloseCommands]: (arg: CloseCommands[C]['arg']) => CloseCommands[C]['answer'];
};

/** A drawer whose cash moves, and a shift that is closed; 212.35 in cash and 42.50 by card are expected. */
export function fakeClose(show: (parts: Partial<TillView>) => void): Handlers {
  let view = START;
  const told = () => ({ ok: true, view }) as const;
  return {
    'open-shift': () => (show({ phase: { at: 'selling' } }), OK),
    'move-cash': () => OK,
    'x-report': () => ({ ok: true, doc: PAPER }),
    'tell-close': told,
    'keep-count': ({ draft }) => ((view = { ...view, draft }), OK),
    'declare-count': ({ count, draft }) => {
      view = { ...view, draft, counts: count, declared: declaredOf(draft) };
      return told();
    },
    'count-again': () => ((view = { ...view, declared: undefined }), told()),
    'close-shift': () => {
      show({ phase: { at: 'no-shift' }, shift: undefined });
      return { ok: true, doc: PAPER, number: '0417-02-A-Z0012', isPrinted: true };
    },
    'list-zs': () =>
      [12, 11, 10].map((no) => ({
        zId: `z${String(no)}`,
        number: `0417-02-A-Z00${String(no)}`,
        closedMs: 1_795_330_000_000 - (12 - no) * 86_400_000,
        closedBy: '104',
        net: 59_985 + no,
        currency: 'EUR',
        copies: 0,
      })),
    'show-z': () => ({ ok: true, doc: PAPER }),
    'print-z': () => ({
      ok: true,
      copy: 1,
      doc: [{ kind: 'copy', text: 'COPY 1' }, ...PAPER],
    }),
    'proposed-float': () => ({ float: undefined }),
    'put-off-close': () => OK,
    'suspend-shift': () => (show({ phase: { at: 'signed-out' }, cashier: undefined }), OK),
    'take-over-shift': () => (show({ phase: { at: 'selling' } }), OK),
  };
}

function declaredOf({ pieces, other }: CountDraft): CloseView['declared'] {
  const cash = pieces.reduce((sum, { value, count }) => sum + value * count, 0);
  const counted: Readonly<Record<string, number>> = { ...other, cash };
  const tenders = Object.entries(EXPECTED).map(([tender, expected]) => {
    const found = counted[tender] ?? 0;
    const variance = found - expected;
    const size = Math.abs(variance);
    const status = size <= 200 ? 'ok' : size <= 1000 ? 'review' : 'approve';
    const words = WORDS[tender] ?? tender;
    return { tender, words, currency: 'EUR', expected, counted: found, variance, status } as const;
  });
  const worst = (['approve', 'review', 'ok'] as const).find((one) =>
    tenders.some(({ status }) => status === one),
  );
  return { tenders, status: worst ?? 'ok', cash, nextFloat: Math.min(15_000, cash) };
}
