import type { DayPictures } from '../../../src/contracts/day-pictures.ts';
import type { ChartWords } from '../../../src/renderer/shared/charts/chart-words.ts';
import { amount, count, difference, tenderName } from '../in-words.ts';

/** What the charts of a day say in the console. */
export function consoleChartWords({ currency, compared }: DayPictures, day: string): ChartWords {
  const weeks = compared.length;
  return {
    hours: {
      title: `Sales by hour, ${currency}`,
      lead:
        weeks === 0
          ? 'There is no earlier day to hold it against.'
          : `Beside the mean of ${weeks === 1 ? 'the same weekday before' : `${weeks} same weekdays before`}.`,
      hour: 'Hour',
      sold: day,
      usual: 'Usual',
    },
    tenders: {
      title: `Paid with, ${currency}`,
      lead: 'What customers paid with, by amount.',
      tender: 'Tender',
      payments: 'Payments',
      amount: 'Amount',
    },
    off: {
      title: `Cash off by, four weeks, ${currency}`,
      lead: 'Above the line there was too much in the drawer, below it too little.',
      day: 'Day',
      till: 'Till',
      off: 'Off by',
    },
    figures: 'As figures',
    tillName: (till) => `Till ${till}`,
    drawerName: (cashier) => `Drawer of ${cashier}`,
    tenderName,
    dayName: (one) => one,
    count,
    amount: (minor) => amount(minor, currency),
    axis: (minor) => amount(minor, currency).split(/[. ]/)[0] ?? '',
    difference: (minor) => (minor === 0 ? '0' : difference(minor, currency)),
  };
}
