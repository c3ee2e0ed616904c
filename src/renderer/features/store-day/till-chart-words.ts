import type { DayPictures } from '../../../contracts/day-pictures.ts';
import { isCurrency } from '../../../domain/currency.ts';
import { formatMinor, minor } from '../../../domain/money.ts';
import type { ChartWords } from '../../shared/charts/chart-words.ts';
import { dateFormat, numberFormat } from '../../shared/format/kept-formats.ts';
import { formatMoney } from '../../shared/format/money-format.ts';
import { say } from '../../shared/words/say.ts';
import { tenderText } from './tender-text.ts';

type Setting = { day: string; locale: string; /** The store's. */ currency: string };

/** What the charts of a day say at the till, in the language of whoever looks. */
export function tillChartWords(
  { currency, compared }: DayPictures,
  { day, locale, currency: own }: Setting,
): ChartWords {
  const money = { locale, currency };
  const amount = (of: number): string => formatMoney(of, money);
  const dayName = (of: string): string =>
    dateFormat(locale, { day: 'numeric', month: 'numeric', timeZone: 'UTC' }).format(
      Date.parse(of),
    );
  return {
    hours: {
      title: say('Sales by hour, {currency}', { currency }),
      lead:
        compared.length === 0
          ? say('There is no earlier day to hold it against.')
          : say(
              'Beside the mean of the same weekday of {weeks, plural, one {the week} other {# weeks}} before.',
              {
                weeks: compared.length,
              },
            ),
      hour: say('Hour'),
      sold: dayName(day),
      usual: say('Usual'),
    },
    tenders: {
      title: say('Paid with, {currency}', { currency }),
      lead: say('What customers paid with, by amount.'),
      tender: say('Tender'),
      payments: say('Payments'),
      amount: say('Amount'),
    },
    off: {
      title: say('Cash off by, four weeks, {currency}', { currency }),
      lead: say('Above the line there was too much in the drawer, below it too little.'),
      day: say('Day'),
      till: say('Till'),
      off: say('Off by'),
    },
    figures: say('As figures'),
    tillName: (till) => say('Till {till}', { till }),
    drawerName: (cashier) => say('Drawer of {cashier}', { cashier }),
    tenderName: (tender) => tenderText(tender, own),
    dayName,
    count: (n) => numberFormat(locale, {}).format(n),
    amount,
    axis: (of) => whole(of, money),
    difference: (of) => (of > 0 ? `+${amount(of)}` : amount(of)),
  };
}

/** Without what is behind the mark; its digits are moved as text, never as a float. */
function whole(of: number, { locale, currency }: { locale: string; currency: string }): string {
  if (!isCurrency(currency)) return String(of);
  const text = formatMinor(minor(Math.round(of)), currency) as Intl.StringNumericLiteral;
  return numberFormat(locale, { maximumFractionDigits: 0 }).format(text);
}
