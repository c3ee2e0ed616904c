/**
 * What a day's charts say, in the language of whoever shows them: the till speaks four, head office's
 * console one. Amounts come in minor units of the charts' currency.
 */
export type ChartWords = {
  hours: { title: string; lead: string; hour: string; sold: string; usual: string };
  tenders: { title: string; lead: string; tender: string; payments: string; amount: string };
  off: { title: string; lead: string; day: string; till: string; off: string };
  /** What opens the table below a chart. */
  figures: string;
  tillName: (till: string) => string;
  /** Of a drawer that is a cashier's own. */
  drawerName: (cashier: string) => string;
  tenderName: (tender: string) => string;
  dayName: (day: string) => string;
  count: (n: number) => string;
  amount: (minor: number) => string;
  /** Short, for an axis. */
  axis: (minor: number) => string;
  /** With its sign. */
  difference: (minor: number) => string;
};
