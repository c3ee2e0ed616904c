import { LoaderCircle } from 'lucide-react';
import { MoneyText } from '../ui/money-text.tsx';
import type { ValueTold } from '../value-api.ts';
import { say } from '../words/say.ts';

/** Which card it is and what is on it; its place is kept while head office is asked. */
export function GiftCardTold({
  told,
  isAsking,
  nothing,
}: {
  told: ValueTold | undefined;
  isAsking: boolean;
  /** Said while there is none. */
  nothing: string;
}) {
  if (isAsking) {
    return (
      <p className="gift-told gift-waits" role="status">
        <LoaderCircle size={22} aria-hidden="true" /> {say('Head office is asked …')}
      </p>
    );
  }
  if (told === undefined) return <p className="gift-told gift-none">{nothing}</p>;
  const { ending, isActive, isOffline, balance, voucher } = told;
  if (voucher !== undefined) {
    return (
      <div className="gift-told" role="status">
        <p className="gift-which">{say('Voucher ••{ending}', { ending })}</p>
        <p className="gift-balance">
          <MoneyText amount={voucher.face} />
        </p>
      </div>
    );
  }
  return (
    <div className="gift-told" role="status">
      <p className="gift-which">{say('Gift card ••{ending}', { ending })}</p>
      <p className="gift-balance">
        {isOffline ? say('not known') : isActive ? <MoneyText amount={balance} /> : say('new')}
      </p>
    </div>
  );
}
