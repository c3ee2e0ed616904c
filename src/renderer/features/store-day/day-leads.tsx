import type { LeadKind } from '../../../domain/exceptions/leads.ts';
import { formatQty } from '../../shared/format/quantity-format.ts';
import type { StoreDayView } from '../../shared/store-day-api.ts';
import { useMoneySetting } from '../../shared/ui/money-text.tsx';
import { later, say, sayLater, type Words } from '../../shared/words/say.ts';

const WORDS: Readonly<Record<LeadKind, Words>> = {
  returns: later('Returns, of a hundred sales'),
  postVoids: later('Sales undone, of a hundred'),
  corrections: later('Lines taken off, of a hundred sales'),
  cancelled: later('Sales given up, of a hundred'),
  priceInquiries: later('Prices asked for, of a hundred sales'),
  drawerOpenings: later('Drawer opened without a sale'),
  copies: later('Copies of receipts'),
  counts: later('Drawer counted'),
  cashShort: later('Shifts in a row with too little cash'),
};
/** Told as they are; the others are tenths in a hundred sales. */
const TIMES: readonly LeadKind[] = ['drawerOpenings', 'copies', 'counts', 'cashShort'];

/** What head office found worth a look of one till (dom-L2): leads, and nobody's proof of anything. */
export function DayLeads({ leads, till }: { leads: StoreDayView['leads']; till: string }) {
  const { locale } = useMoneySetting();
  const mine = leads.filter((lead) => lead.till === till);
  if (mine.length === 0) return undefined;
  const figure = (kind: LeadKind, n: number): string =>
    TIMES.includes(kind) ? String(n) : formatQty(n * 100, locale);
  return (
    <section className="store-day-leads" aria-label={say('Worth a look')}>
      <h3>{say('Worth a look')}</h3>
      <ul>
        {mine.map(({ kind, zNo, measured, usual, why }) => (
          <li key={`${zNo} ${kind}`}>
            {sayLater(WORDS[kind])}: <strong>{figure(kind, measured)}</strong>{' '}
            {why === 'peers'
              ? say('(usual here: {usual})', { usual: figure(kind, usual) })
              : say('(limit: {usual})', { usual: figure(kind, usual) })}
          </li>
        ))}
      </ul>
    </section>
  );
}
