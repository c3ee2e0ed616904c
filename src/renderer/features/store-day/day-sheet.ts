import type { DayTill, DayZ } from '../../../domain/store-day/store-day.ts';
import type { Sheet, SheetPart } from '../../shared/print/sheet.ts';
import type { StoreDayView } from '../../shared/store-day-api.ts';
import { say, sayLater } from '../../shared/words/say.ts';
import { adjustmentText, isUnsigned } from './adjustment-text.ts';
import { PROOF_WORDS, STATE_WORDS } from './day-words.ts';
import { tenderText } from './tender-text.ts';

/** What the writer of a sheet needs of the store. */
export type DayWriter = {
  store: string;
  /** The day in words. */
  day: string;
  money: (amount: number, currency: string) => string;
  moment: (ms: number) => string;
};

/** The store's day on A4: every till, what was counted, what goes to the bank, the proof, the closes. */
export function daySheet(view: StoreDayView, w: DayWriter): Sheet {
  return {
    name: `${w.store}-day-${view.day}`,
    title: say('The store’s day'),
    head: `${say('Store {store}', { store: w.store })} · ${w.day}`,
    parts: [
      sumsPart(view, w),
      tillsPart(view, w),
      ...view.tills.flatMap((till) => countsParts(till, w)),
      closesPart(view, w),
    ],
  };
}

function sumsPart({ sums, isOnline, isProven, missing }: StoreDayView, w: DayWriter): SheetPart {
  const proof = isProven
    ? say('Head office holds everything, at both sites.')
    : say('Head office answers, and does not hold everything yet.');
  const tills = missing.join(', ');
  return {
    heading: say('All tills'),
    notes: [
      isOnline ? proof : say('Head office cannot be asked now.'),
      ...(missing.length === 0 ? [] : [say('No report yet: {tills}', { tills })]),
    ],
    rows: sums.flatMap(({ currency, net, deposit, variance }) => [
      { cells: [say('Net sales'), w.money(net, currency)], weight: 'strong' as const },
      { cells: [say('Cash difference'), w.money(variance['cash'] ?? 0, currency)] },
      { cells: [say('Deposit'), w.money(deposit, currency)] },
    ]),
  };
}

function tillsPart({ tills }: StoreDayView, w: DayWriter): SheetPart {
  const rows = tills.flatMap(({ till, state, shifts }) => {
    const zs = shifts.flatMap((shift) => shift.zs);
    const state_ = sayLater(STATE_WORDS[state]);
    if (zs.length === 0) return [{ cells: [till, state_, '', '', '', ''] }];
    return zs.map((z) => ({
      cells: [
        till,
        state_,
        z.number,
        w.money(z.net, z.currency),
        w.money(z.deposit, z.currency),
        z.proof === undefined ? say('Not known') : sayLater(PROOF_WORDS[z.proof]),
      ],
    }));
  });
  const columns = [
    say('Till'),
    say('State'),
    say('Report'),
    say('Net sales'),
    say('Deposit'),
    say('Head office'),
  ];
  return { heading: say('Tills'), notes: [], columns, rows };
}

function countsParts({ till, shifts }: DayTill, w: DayWriter): SheetPart[] {
  return shifts.flatMap(({ zs, late }) => [
    ...zs.map((z) => countPart(till, z, w)),
    ...(late === 0
      ? []
      : [
          {
            notes: [
              say(
                '{count, plural, one {# entry came after the report: it belongs to the next open day.} other {# entries came after the report: they belong to the next open day.}}',
                { count: late },
              ),
            ],
            rows: [],
          },
        ]),
  ]);
}

function countPart(till: string, z: DayZ, w: DayWriter): SheetPart {
  const { number, closedBy: who, approver: second, bag } = z;
  const rows = Object.entries(z.tenders).map(([tender, count]) => {
    const [, currency = z.currency] = tender.split(':');
    const sums = [count.expected, count.counted, count.variance];
    return {
      cells: [tenderText(tender, z.currency), ...sums.map((sum) => w.money(sum, currency))],
    };
  });
  return {
    heading: `${say('Till {till}', { till })} · ${number}`,
    notes: [
      w.moment(z.closedMs),
      second === undefined
        ? say('Counted by {who}', { who })
        : say('Counted by {who}, signed by {second}', { who, second }),
      ...(bag === undefined ? [] : [`${say('Bag')} ${bag}`]),
      ...(isUnsigned(z) ? [say('Nobody signed for the difference.')] : []),
      ...z.adjustments.map((one) => adjustmentText(one, z, w.money)),
    ],
    columns: [say('Tender'), say('Expected'), say('Counted'), say('Difference')],
    rows,
  };
}

function closesPart({ closes }: StoreDayView, w: DayWriter): SheetPart {
  const notes = closes.map(({ till, closedBy, atMs }) => {
    const words = say('Closed at till {till} by {who}.', { till, who: closedBy });
    return `${words} ${w.moment(atMs)}`;
  });
  return notes.length === 0
    ? { notes: [say('The day is not closed yet.')], rows: [] }
    : { notes, rows: [] };
}
