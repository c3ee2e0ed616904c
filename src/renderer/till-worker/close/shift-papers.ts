import type { DeclarationAdjustedBody } from '../../../contracts/declaration-adjusted.ts';
import type { ShiftClosedBody } from '../../../contracts/end-of-day.ts';
import type { ReceiptDoc } from '../../../contracts/receipt-doc.ts';
import { expectedTenders } from '../../../domain/cashup/count-tenders.ts';
import type { ShiftFold } from '../../../domain/cashup/fold-shift.ts';
import { countDecision } from '../../../domain/cashup/judge-counts.ts';
import { CLOSE_REASONS } from '../../../domain/cashup/close-reason.ts';
import { CLOSE_REASON_WORDS } from '../../shared/cash-words.ts';
import { sayLaterToCustomer, sayToCustomer } from '../../shared/words/say.ts';
import { figuresPaper } from './figures-paper.ts';
import { zNumber } from './last-z.ts';
import {
  bareMoney,
  currencyOf,
  pair,
  RULE,
  tenderName,
  text,
  timeText,
  type PaperProfile,
} from './paper-lines.ts';

/** The running figures: nothing is closed by them. */
export function xPaper(
  { figures, opening }: ShiftFold,
  till: string,
  profile: PaperProfile,
  atMs: number,
): ReceiptDoc {
  const { float = 0, openedMs = atMs, openedBy = '', currency = profile.currency } = opening ?? {};
  const expected = expectedTenders(figures, float);
  return [
    ...head(profile),
    text(sayToCustomer('X report'), 'strong'),
    pair(sayToCustomer('Till {till}', { till: `${profile.store}-${till}` }), currency),
    pair(sayToCustomer('Opened by {cashier}', { cashier: openedBy }), timeText(openedMs, profile)),
    pair(sayToCustomer('As of'), timeText(atMs, profile)),
    RULE,
    ...figuresPaper(figures, currency, profile),
    RULE,
    pair(sayToCustomer('Opening float'), bareMoney(profile, currency)(float)),
    ...Object.entries(expected).map(([tender, amount]) => {
      const name = tenderName(tender, sayLaterToCustomer);
      const words = sayToCustomer('{name} expected', { name });
      return pair(words, bareMoney(profile, currencyOf(tender, currency))(amount), 'strong');
    }),
    { kind: 'cut' },
  ];
}

/** The Z on paper (dom-Z2): the same for ever; a copy is marked as one at both ends. */
export function zPaper(
  z: ShiftClosedBody,
  profile: PaperProfile,
  copy?: { number: number; atMs: number },
  adjusted: readonly DeclarationAdjustedBody[] = [],
): ReceiptDoc {
  const marks: ReceiptDoc =
    copy === undefined
      ? []
      : [
          { kind: 'copy', text: sayToCustomer('COPY {number}', { number: copy.number }) },
          text(sayToCustomer('printed {time}', { time: timeText(copy.atMs, profile) })),
        ];
  return [
    ...(copy === undefined ? [{ kind: 'drawer' } as const] : []),
    ...marks,
    ...head(profile),
    text(sayToCustomer('Z report {number}', { number: zNumber(z) }), 'strong'),
    pair(sayToCustomer('Business day'), z.business_date),
    pair(
      sayToCustomer('Opened by {cashier}', { cashier: z.opened_by }),
      timeText(z.opened_ms, profile),
    ),
    pair(
      sayToCustomer('Closed by {cashier}', { cashier: z.closed_by }),
      timeText(z.closed_ms, profile),
    ),
    RULE,
    ...figuresPaper(z.figures, z.currency, profile),
    RULE,
    ...countLines(z, profile),
    RULE,
    ...drawerLines(z, profile),
    RULE,
    ...chainLines(z, profile),
    ...adjustedLines(z, profile, adjusted),
    ...marks,
    { kind: 'cut' },
  ];
}

function head({ seller, name }: PaperProfile): ReceiptDoc {
  return [text(seller.name, 'strong'), pair(name, seller.tax_id, 'strong'), RULE];
}

/** What was counted against what should be there. */
function countLines(z: ShiftClosedBody, profile: PaperProfile): ReceiptDoc {
  return [
    pair(sayToCustomer('Counts'), String(z.counts)),
    ...handoverLines(z, profile),
    ...recountLines(z, profile),
    ...z.pieces
      .filter(({ count }) => count > 0)
      .map(({ value, count }) => {
        const money = bareMoney(profile, z.currency);
        return pair(`${String(count)} × ${money(value)}`, money(value * count), 'quiet');
      }),
    ...Object.entries(z.tenders).flatMap(([tender, { expected, counted, variance }]) => {
      const money = bareMoney(profile, currencyOf(tender, z.currency));
      const name = tenderName(tender, sayLaterToCustomer);
      return [
        pair(name, money(counted), 'strong'),
        pair(sayToCustomer('expected'), money(expected), 'quiet'),
        pair(sayToCustomer('difference'), money(variance), variance === 0 ? 'quiet' : 'strong'),
      ];
    }),
    ...CLOSE_REASONS.filter((reason) => reason === z.reason).map((reason) =>
      pair(sayToCustomer('Reason'), sayLaterToCustomer(CLOSE_REASON_WORDS[reason])),
    ),
    ...signedLines(z),
  ];
}

/** When the drawer was locked, who took it over, and what was off then (dom-Z9). */
function handoverLines(z: ShiftClosedBody, profile: PaperProfile): ReceiptDoc {
  const money = bareMoney(profile, z.currency);
  return (z.handovers ?? []).flatMap(
    ({ what, cashier: who, at_ms: atMs, counted, expected = 0 }) => [
      pair(
        what === 'suspended'
          ? sayToCustomer('Suspended by {who}', { who })
          : sayToCustomer('Taken over by {who}', { who }),
        timeText(atMs, profile),
      ),
      ...(counted === undefined
        ? []
        : [
            pair(sayToCustomer('Cash counted'), money(counted), 'quiet'),
            pair(sayToCustomer('difference'), money(counted - expected), 'quiet'),
          ]),
    ],
  );
}

/** Where more than one was declared: who counted, and what was off then (vec-cashup-U5). */
function recountLines(z: ShiftClosedBody, profile: PaperProfile): ReceiptDoc {
  const each = z.all_counts ?? [];
  if (each.length < 2) return [];
  return each.flatMap(({ cashier, tenders }, at) => {
    const count = z.counts - each.length + at + 1;
    const off = Object.entries(tenders).filter(([, { variance }]) => variance !== 0);
    return [
      pair(
        sayToCustomer('Count {count} by {who}', { count, who: cashier }),
        off.length === 0 ? sayToCustomer('right') : '',
      ),
      ...off.map(([tender, { variance, status }]) =>
        pair(
          tenderName(tender, sayLaterToCustomer),
          bareMoney(profile, currencyOf(tender, z.currency))(variance),
          status === 'approve' ? 'strong' : 'quiet',
        ),
      ),
    ];
  });
}

/** Who signed for a count that was far off; nobody there, that stands there too (dom-Z13). */
function signedLines(z: ShiftClosedBody): ReceiptDoc {
  const words = sayToCustomer('Signed for by');
  if (z.approver !== undefined) return [pair(words, z.approver, 'strong')];
  const isDue = countDecision(z) === 'approve';
  return isDue ? [pair(words, sayToCustomer('nobody'), 'strong')] : [];
}

/** What was put right since, below the Z as it was written (dom-Z12). */
function adjustedLines(
  z: ShiftClosedBody,
  profile: PaperProfile,
  adjusted: readonly DeclarationAdjustedBody[],
): ReceiptDoc {
  if (adjusted.length === 0) return [];
  return [
    RULE,
    text(sayToCustomer('Put right later'), 'strong'),
    ...adjusted.flatMap(({ tender, before, after, cashier, approver, at_ms: atMs }) => {
      const money = bareMoney(profile, currencyOf(tender, z.currency));
      return [
        pair(
          tenderName(tender, sayLaterToCustomer),
          `${money(before)} → ${money(after)}`,
          'strong',
        ),
        pair(
          sayToCustomer('by {who}, signed by {second}', { who: cashier, second: approver }),
          timeText(atMs, profile),
          'quiet',
        ),
      ];
    }),
  ];
}

function drawerLines(z: ShiftClosedBody, profile: PaperProfile): ReceiptDoc {
  const money = bareMoney(profile, z.currency);
  return [
    pair(sayToCustomer('Opening float'), money(z.float)),
    pair(sayToCustomer('Next float'), money(z.next_float)),
    { kind: 'total', left: sayToCustomer('Deposit'), right: money(z.deposit) },
    ...(z.bag === undefined ? [] : [pair(sayToCustomer('Bag'), z.bag, 'strong')]),
    pair(sayToCustomer('Counted by'), '_'.repeat(16)),
    pair(sayToCustomer('Taken by'), '_'.repeat(16)),
  ];
}

/** Grand totals, what was left open, and the chain's end: nobody cuts off the tail unseen (dom-F6). */
function chainLines(z: ShiftClosedBody, profile: PaperProfile): ReceiptDoc {
  const money = bareMoney(profile, z.currency);
  const open = [
    [sayToCustomer('Parked sales'), z.open.parked],
    [sayToCustomer('Not yet at head office'), z.open.unsent],
    [sayToCustomer('Card payments nobody knows of'), z.open.cards_unknown],
    [sayToCustomer('Open baskets'), z.open.baskets],
  ] as const;
  return [
    pair(sayToCustomer('Grand total sales'), money(z.grand.sales)),
    pair(sayToCustomer('Grand total reductions'), money(z.grand.reductions)),
    pair(sayToCustomer('Grand total net'), money(z.grand.net), 'strong'),
    ...open
      .filter(([, count]) => count > 0)
      .map(([words, count]) => pair(words, String(count), 'quiet')),
    ...z.streams.map(({ series, to_seq: seq, head: id }) =>
      pair(`${series} ${String(seq)}`, id.slice(0, 12), 'quiet'),
    ),
  ];
}
