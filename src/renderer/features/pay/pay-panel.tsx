import type { PayAnswer } from '../../shared/pay-once.ts';
import { useTillView } from '../../shared/till-context.tsx';
import { CardPayment } from './card-payment.tsx';
import { PayOut } from './pay-out.tsx';
import { TakeMoney } from './take-money.tsx';
import { say } from '../../shared/words/say.ts';
import './pay-panel.css';

type PayPanelProps = { pay: (tendered: number) => Promise<PayAnswer>; onBack: () => void };

/** Full-height panel for the tender; while a card payment is open it shows that and nothing else. */
export function PayPanel({ pay, onBack }: PayPanelProps) {
  const card = useTillView((view) => view.card);
  const payOut = useTillView((view) => view.basket.payOut);
  const isOpen = card.at !== 'none' && card.at !== 'ready' && !card.isRefund;
  return (
    <section className="pay" aria-label={say('Payment')}>
      {isOpen ? (
        <CardPayment card={card} onBack={onBack} />
      ) : payOut === undefined ? (
        <TakeMoney pay={pay} onBack={onBack} />
      ) : (
        <PayOut payOut={payOut} onBack={onBack} />
      )}
    </section>
  );
}
