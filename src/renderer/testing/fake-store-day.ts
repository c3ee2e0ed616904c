import type { DayPictures } from '../../contracts/day-pictures.ts';
import type { DayShift, DayTill, DayZ } from '../../domain/store-day/store-day.ts';
import type { StoreDayCommands, StoreDayView } from '../shared/store-day-api.ts';

const z = (till: string, over: Partial<DayZ> = {}): DayZ => ({
  zId: `z-${till}`,
  number: `0417-${till}-A-Z0012`,
  currency: 'EUR',
  net: 599_85,
  deposit: 412_35,
  isFarOff: false,
  adjustments: [],
  bag: 'B 17',
  closedMs: 1_795_370_000_000,
  closedBy: '104',
  tenders: {
    cash: { expected: 612_35, counted: 612_35, variance: 0, status: 'ok' },
    card: { expected: 184_20, counted: 184_20, variance: 0, status: 'ok' },
  },
  ...over,
});
const shift = (till: string, over: Partial<DayShift> = {}): DayShift => ({
  shiftId: `s-${till}`,
  state: 'closed',
  openedMs: 1_795_330_000_000,
  openedBy: '104',
  zs: [z(till)],
  late: 0,
  ...over,
});
const OFF = { expected: 612_35, counted: 580_35, variance: -32_00, status: 'approve' } as const;
const USD = { expected: 40_00, counted: 40_00, variance: 0, status: 'ok' } as const;

const TILLS: readonly DayTill[] = [
  {
    till: '01',
    state: 'closed',
    from: ['head-office', 'own'],
    shifts: [shift('01', { zs: [z('01', { proof: 'whole' })] })],
    unsent: 0,
  },
  {
    till: '02',
    state: 'closed',
    from: ['lan'],
    shifts: [
      shift('02', {
        late: 2,
        zs: [
          z('02', {
            closedBy: '105',
            approver: '203',
            isFarOff: true,
            tenders: { cash: OFF, card: z('02').tenders['card'] ?? USD, 'foreign-cash:USD': USD },
          }),
        ],
      }),
    ],
    unsent: 34,
  },
  {
    till: '03',
    state: 'open',
    from: ['lan'],
    shifts: [shift('03', { state: 'open', zs: [] })],
    unsent: 3,
  },
  { till: '04', state: 'not-used', from: ['lan'], shifts: [], unsent: 0 },
  { till: '05', state: 'unreachable', from: ['head-office'], shifts: [], unsent: undefined },
];

const VIEW: StoreDayView = {
  day: '2026-11-22',
  today: '2026-11-22',
  tills: TILLS,
  sums: [
    {
      currency: 'EUR',
      net: 119_970,
      deposit: 82_470,
      variance: { cash: -32_00 },
      worstStatus: 'approve',
    },
  ],
  missing: ['03', '05'],
  isProven: false,
  isOnline: true,
  lan: { isOn: true, unheard: [{ address: '10.1.2.15:9300', failure: 'unreachable' }] },
  closes: [],
  leads: [
    {
      kind: 'drawerOpenings',
      why: 'limit',
      till: '01',
      zNo: 17,
      who: '104',
      measured: 11,
      usual: 8,
    },
    {
      kind: 'corrections',
      why: 'peers',
      till: '01',
      zNo: 17,
      who: '104',
      measured: 124,
      usual: 21,
    },
  ],
  needsSecond: false,
  ownTill: '01',
  canAdjust: true,
};

const PICTURES: readonly DayPictures[] = [
  {
    currency: 'EUR',
    hours: [9, 10, 11, 12].map((hour) => ({ hour, amount: hour * 3100, usual: hour * 2900 })),
    compared: ['2026-11-15', '2026-11-08'],
    tenders: [
      { tender: 'card', count: 31, amount: 84_310 },
      { tender: 'cash', count: 22, amount: 45_890 },
      { tender: 'cash:USD', count: 1, amount: 2000 },
    ],
    variances: [
      { day: '2026-11-21', till: '01', z_no: 16, amount: -120 },
      { day: '2026-11-22', till: '01', z_no: 17, amount: 0 },
      { day: '2026-11-22', till: '02', z_no: 9, amount: 250 },
    ],
  },
];

type Handlers = {
  [C in keyof StoreDayCommands]: (arg: StoreDayCommands[C]['arg']) => StoreDayCommands[C]['answer'];
};

/** A store of five tills at the end of its day. */
export function fakeStoreDay(): Handlers {
  let view = VIEW;
  return {
    'store-day': () => ({ ok: true, view }),
    'store-day-pictures': () => ({ ok: true, pictures: PICTURES }),
    'adjust-declaration': ({ zId, tender, before, after, reason, approver }) => {
      if (approver === undefined)
        return { ok: false, kind: 'needs-approval', next: 'putting right what was declared' };
      const one = {
        adjustId: 'a1',
        tender,
        before,
        after,
        reason,
        cashier: '104',
        approver: approver.number,
        atMs: 1_795_371_000_000,
      };
      const put = (held: DayZ): DayZ =>
        held.zId === zId ? { ...held, adjustments: [...held.adjustments, one] } : held;
      const tills = view.tills.map((till) => ({
        ...till,
        shifts: till.shifts.map((of) => ({ ...of, zs: of.zs.map(put) })),
      }));
      view = { ...view, tills };
      return { ok: true };
    },
    'close-store': ({ missing }) => {
      const close = {
        closeId: 'c1',
        till: '01',
        atMs: 1_795_370_000_000,
        closedBy: '203',
        missing,
      };
      view = { ...view, closes: [...view.closes, close] };
      return { ok: true, view };
    },
  };
}
