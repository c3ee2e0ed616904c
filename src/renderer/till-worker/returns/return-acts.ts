import type { Minor } from '../../../domain/money.ts';
import type { SaleAct } from '../../../domain/sale.ts';
import type { SignedOff, Used } from '../people/sign-off.ts';

type Undone = { act: Pick<SaleAct, 'action' | 'reason'>; goods: Minor };

/** Who gave goods their money back and who signed; and that nobody could ask head office (dom-A4, dom-O2). */
export function returnActs(
  { act, goods }: Undone,
  signed: SignedOff,
  used: readonly Used[],
  at_ms: number,
): SaleAct[] {
  const { cashier, approver } = signed;
  const by = { cashier, ...(approver === undefined ? {} : { approver }), at_ms };
  const isOffline = used.some(({ action }) => action === 'return-offline');
  return [
    { ...act, amount: goods, ...by },
    ...(isOffline ? [{ action: 'return-offline' as const, amount: goods, ...by }] : []),
  ];
}
