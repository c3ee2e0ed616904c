import type { ShiftRow } from '../../../sync/core/ports.ts';
import type { CashierFace } from '../../shared/till-api.ts';
import type { Seller } from '../selling/copy-desk.ts';
import type { OpenBasket } from '../selling/open-basket.ts';
import type { ShiftKeeper } from './shift-keeper.ts';

/** Who stands at the till. */
type AtTill = { readonly cashier: CashierFace | undefined; readonly shifts: ShiftKeeper };

/** Who stands at a drawer, and its shift. */
export type AtDrawer = { cashier: string; shift: ShiftRow };

/**
 * Who settles the basket, and in which shift. Money that was taken for the basket lies in one drawer: that sale is finished
 * there, whoever finishes it (dom-Z9).
 */
export function sellerAt(
  { cashier, shifts }: AtTill,
  { drawer }: Pick<OpenBasket, 'drawer'>,
): AtDrawer | undefined {
  const paidInto = drawer === undefined ? undefined : shifts.byId(drawer);
  return atDrawer(cashier, shifts.open && (paidInto ?? shifts.open));
}

/** Who stands at the drawer in hand, whatever lies in the basket: what moves in it is told of it. */
export function inHand({ cashier, shifts }: AtTill): AtDrawer | undefined {
  return atDrawer(cashier, shifts.open);
}

function atDrawer(
  cashier: CashierFace | undefined,
  shift: ShiftRow | undefined,
): AtDrawer | undefined {
  // A suspended shift is nobody's: what waits for a person at the drawer goes on waiting.
  const isLocked = shift?.suspended !== undefined;
  return cashier && shift && !isLocked ? { cashier: cashier.number, shift } : undefined;
}

/** Who is signed in, the day that counts, and the drawer where it is their own. */
export function personAt({ cashier, shifts }: AtTill, businessDate: string): Seller | undefined {
  const of = ownDrawer(shifts);
  return cashier && { cashier: cashier.number, businessDate, ...(of && { shiftId: of }) };
}

/** What a basket that is part paid asks of drawers. */
export function moneyDrawers(shifts: Pick<ShiftKeeper, 'open' | 'byId' | 'all'>): {
  /** Where money is laid; undefined where all share the one that is open. */
  drawer: () => string | undefined;
  otherDrawer: (shiftId: string) => string | undefined;
} {
  return {
    drawer: () => (shifts.all.length > 1 ? shifts.open?.shiftId : ownDrawer(shifts)),
    otherDrawer: (shiftId) =>
      shifts.open?.shiftId === shiftId ? undefined : shifts.byId(shiftId)?.cashier,
  };
}

/** Id of the shift, where the drawer in hand is its cashier's alone. */
export function ownDrawer({ open }: Pick<ShiftKeeper, 'open'>): string | undefined {
  return open?.drawer === 'own' ? open.shiftId : undefined;
}
