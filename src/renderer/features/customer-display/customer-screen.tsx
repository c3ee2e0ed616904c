import { useEffect, useRef } from 'react';
import { formatMoney } from '../../shared/format/money-format.ts';
import type { CustomerLine, CustomerView } from '../../shared/customer-view.ts';
import { ReceiptPreview } from '../../shared/ui/receipt-preview.tsx';
import { say } from '../../shared/words/say.ts';
import './customer-screen.css';

type Open = Exclude<CustomerView, { at: 'closed' }>;
type Money = (amount: number) => string;

/** What stands before the customer: their goods as they are scanned, what is to pay, the change. */
export function CustomerScreen({ view }: { view: CustomerView | undefined }) {
  if (view === undefined || view.at === 'closed' || !view.isTraining) return <Shown view={view} />;
  return (
    <>
      <p className="customer-training" role="status">
        {say('Training. Nothing is sold here.')}
      </p>
      <Shown view={view} />
    </>
  );
}

function Shown({ view }: { view: CustomerView | undefined }) {
  if (view === undefined || view.at === 'closed') {
    return (
      <main className="customer customer-still">
        <h1>{say('One moment, please')}</h1>
      </main>
    );
  }
  const money: Money = (amount) => formatMoney(amount, view, 'full');
  switch (view.at) {
    case 'welcome':
      return (
        <main className="customer customer-still">
          <h1>{view.storeName}</h1>
          <p>{say('Welcome')}</p>
        </main>
      );
    case 'sale':
      return <Sale view={view} money={money} />;
    case 'done':
      return <Done view={view} money={money} />;
  }
}

function Sale({ view, money }: { view: Open & { at: 'sale' }; money: Money }) {
  const { lines, saved, total, tendered, balance, locale } = view;
  const list = useRef<HTMLOListElement>(null);
  const count = lines.length;
  // The newest is what a customer looks for.
  useEffect(() => {
    if (count > 0) list.current?.lastElementChild?.scrollIntoView({ block: 'end' });
  }, [count]);
  return (
    <main className="customer">
      <ol className="customer-lines" ref={list} aria-label={say('Your goods')} tabIndex={0}>
        {lines.map((line) => (
          <Line key={line.id} line={line} money={money} locale={locale} />
        ))}
      </ol>
      <section className="customer-sums" aria-live="polite">
        {saved === 0 ? undefined : (
          <Sum words={say('You save')} amount={money(saved)} look="saved" />
        )}
        <Sum
          words={say('Total')}
          amount={money(total)}
          {...(tendered.length === 0 ? { look: 'total' as const } : {})}
        />
        {tendered.map(({ words, amount }, at) => (
          <Sum key={at} words={words} amount={money(amount)} />
        ))}
        {tendered.length === 0 ? undefined : (
          <Sum words={say('Still to pay')} amount={money(balance)} look="total" />
        )}
      </section>
    </main>
  );
}

function Line({ line, money, locale }: { line: CustomerLine; money: Money; locale: string }) {
  const { name, qtyMilli, unit, unitPrice, total, savings } = line;
  const quantity = (qtyMilli / 1000).toLocaleString(locale, { maximumFractionDigits: 3 });
  const isPlain = unit === 'piece' && qtyMilli === 1000;
  return (
    <li>
      <span className="customer-name">{name}</span>
      <span className="money">{money(total)}</span>
      {isPlain ? undefined : (
        <span className="customer-of">
          {quantity} {unit === 'kg' ? 'kg ' : ''}× {money(unitPrice)}
        </span>
      )}
      {savings.map((saving, at) => (
        <span key={at} className="customer-saving">
          <span>{saving.name}</span> <span className="money">−{money(saving.amount)}</span>
        </span>
      ))}
    </li>
  );
}

function Done({ view, money }: { view: Open & { at: 'done' }; money: Money }) {
  return (
    <main className="customer">
      <section className="customer-receipt">
        <ReceiptPreview receipt={view.receipt} />
      </section>
      <section className="customer-sums" aria-live="polite">
        <Sum words={say('Total')} amount={money(view.total)} />
        {view.change === 0 ? undefined : (
          <Sum
            words={view.total < 0 ? say('Paid back') : say('Change')}
            amount={money(view.change)}
            look="total"
          />
        )}
        <p className="customer-thanks">{say('Thank you')}</p>
      </section>
    </main>
  );
}

type SumProps = { words: string; amount: string; look?: 'total' | 'saved' };

function Sum({ words, amount, look }: SumProps) {
  return (
    <p className="customer-sum" data-look={look}>
      <span>{words}</span>
      <span className="money">{amount}</span>
    </p>
  );
}
