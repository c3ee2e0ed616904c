import type { ReceiptDoc } from '../../../contracts/receipt-doc.ts';
import type { Figures } from '../../../domain/cashup/figures.ts';
import { CASH_MOVES } from '../../../domain/cashup/cash-move-reason.ts';
import { CASH_MOVE_WORDS } from '../../shared/cash-words.ts';
import { numberFormat } from '../../shared/format/kept-formats.ts';
import { sayLaterToCustomer, sayToCustomer } from '../../shared/words/say.ts';
import {
  bareMoney,
  pair,
  RULE,
  sumLines,
  tenderName,
  text,
  type PaperProfile,
} from './paper-lines.ts';

/** What a shift did, line by line, as X and Z say it (dom-Z2). */
export function figuresPaper(
  figures: Figures,
  currency: string,
  profile: PaperProfile,
): ReceiptDoc {
  const money = bareMoney(profile, currency);
  return [
    ...turnover(figures, money),
    RULE,
    ...taxes(figures, profile, money),
    RULE,
    ...payments(figures, profile, money),
    RULE,
    ...people(figures, money),
    RULE,
    ...counters(figures, money),
  ];
}

type Money = (amount: number) => string;

function turnover(figures: Figures, money: Money): ReceiptDoc {
  const { sales, returns, post_voids: voids, discounts, corrections, cancelled } = figures;
  const line = (words: string, sum: { count: number; amount: number }) =>
    pair(`${words} (${String(sum.count)})`, money(sum.amount));
  return [
    line(sayToCustomer('Sales'), sales),
    line(sayToCustomer('Returns'), { ...returns, amount: -returns.amount }),
    line(sayToCustomer('Sales undone'), { ...voids, amount: -voids.amount }),
    { kind: 'total', left: sayToCustomer('Turnover with tax'), right: money(figures.net) },
    line(sayToCustomer('Discounts, lines'), discounts),
    line(sayToCustomer('Corrected lines'), corrections),
    line(sayToCustomer('Cancelled baskets'), cancelled),
    line(sayToCustomer('Gift cards sold'), figures.liability),
    pair(sayToCustomer('Cash rounding'), money(figures.rounding)),
  ];
}

function taxes(
  { taxes: sums, untaxed }: Figures,
  { locale }: PaperProfile,
  money: Money,
): ReceiptDoc {
  const lines = Object.values(sums).flatMap(({ label, rate, base, tax, gross }) => {
    const percent = label.includes('%') ? '' : ` ${rateText(rate, locale)} %`;
    return [
      pair(`${label}${percent}`, money(tax), 'strong'),
      pair(sayToCustomer('from {base}', { base: money(base) }), money(gross), 'quiet'),
    ];
  });
  return untaxed === 0 ? lines : [...lines, pair(sayToCustomer('Without tax'), money(untaxed))];
}

// A decimal text is exact to Intl.
function rateText(rate: string, locale: string): string {
  return numberFormat(locale, { maximumFractionDigits: 6 }).format(
    rate as Intl.StringNumericLiteral,
  );
}

function payments(figures: Figures, profile: PaperProfile, money: Money): ReceiptDoc {
  const name = (tender: string): string => tenderName(tender, sayLaterToCustomer);
  const foreign = Object.entries(figures.foreign).map(([currency, { count, amount }]) =>
    pair(
      `${name(`foreign-cash:${currency}`)} (${String(count)})`,
      bareMoney(profile, currency)(amount),
    ),
  );
  const moves = CASH_MOVES.flatMap((type) => {
    const sum = figures.moves[type];
    if (sum === undefined) return [];
    const words = sayLaterToCustomer(CASH_MOVE_WORDS[type]);
    return [pair(`${words} (${String(sum.count)})`, money(sum.amount))];
  });
  return [
    text(sayToCustomer('Payments'), 'strong'),
    ...sumLines(figures.tenders, name, money),
    ...foreign,
    ...moves,
  ];
}

function people({ operators }: Figures, money: Money): ReceiptDoc {
  const name = (tender: string): string => tenderName(tender, sayLaterToCustomer);
  return Object.entries(operators).flatMap(([cashier, { documents, net, tenders }]) => {
    const words = sayToCustomer('Cashier {cashier}', { cashier });
    return [
      pair(`${words} (${String(documents)})`, money(net), 'strong'),
      ...sumLines(tenders, name, money),
    ];
  });
}

function counters(figures: Figures, money: Money): ReceiptDoc {
  const count = (words: string, of: number) => pair(words, String(of), 'quiet');
  const numbers = Object.entries(figures.numbers).map(([series, { first, last, count: of }]) =>
    pair(
      sayToCustomer('Documents {series}', { series }),
      `${String(first)}–${String(last)} (${String(of)})`,
      'quiet',
    ),
  );
  return [
    ...numbers,
    count(sayToCustomer('Drawer opened without a sale'), figures.drawer_openings),
    count(sayToCustomer('Copies printed'), figures.copies),
    count(sayToCustomer('Sales parked'), figures.parked),
    count(sayToCustomer('Prices asked'), figures.price_inquiries),
    pair(
      sayToCustomer('Training, in no figure'),
      `${String(figures.training.count)} · ${money(figures.training.amount)}`,
      'quiet',
    ),
  ];
}
