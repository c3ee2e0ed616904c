import type { ReceiptDoc } from '../../../contracts/receipt-doc.ts';
import type { StoreProfile } from '../../../contracts/store-profile.ts';
import type { CashMove, CashMoveReason } from '../../../domain/cashup/cash-move-reason.ts';
import { CASH_MOVE_WORDS, CASH_REASON_WORDS } from '../../shared/cash-words.ts';
import { dateFormat } from '../../shared/format/kept-formats.ts';
import { formatMoney } from '../../shared/format/money-format.ts';
import { sayLaterToCustomer, sayToCustomer } from '../../shared/words/say.ts';

type Moved = {
  type: CashMove;
  amount: number;
  reason: CashMoveReason;
  bag?: string;
  cashier: string;
  approver?: string;
  at_ms: number;
};

/** Opens the drawer, and goes with the money: what, why, who, and room for two names. */
export function cashMoveSlip(
  moved: Moved,
  profile: Pick<StoreProfile, 'name' | 'locale' | 'time_zone' | 'currency'>,
): ReceiptDoc {
  const { locale, time_zone: timeZone } = profile;
  const when = dateFormat(locale, { dateStyle: 'short', timeStyle: 'short', timeZone });
  const cashier = sayToCustomer('Cashier {cashier}', { cashier: moved.cashier });
  return [
    { kind: 'drawer' },
    { kind: 'text', text: profile.name, weight: 'strong' },
    { kind: 'pair', left: when.format(moved.at_ms), right: cashier, weight: 'plain' },
    { kind: 'rule' },
    {
      kind: 'total',
      left: sayLaterToCustomer(CASH_MOVE_WORDS[moved.type]),
      right: formatMoney(moved.amount, profile),
    },
    { kind: 'text', text: sayLaterToCustomer(CASH_REASON_WORDS[moved.reason]), weight: 'plain' },
    ...bagLines(moved),
    { kind: 'rule' },
    ...signLine(sayToCustomer('Given by'), ''),
    ...signLine(sayToCustomer('Taken by'), moved.approver ?? ''),
    { kind: 'cut' },
  ];
}

function bagLines({ bag }: Moved): ReceiptDoc {
  if (bag === undefined) return [];
  return [{ kind: 'pair', left: sayToCustomer('Bag'), right: bag, weight: 'strong' }];
}

/** Somebody writes on it. */
function signLine(words: string, number: string): ReceiptDoc {
  const left = number === '' ? words : `${words} (${number})`;
  return [{ kind: 'pair', left, right: '_'.repeat(16), weight: 'plain' }];
}
