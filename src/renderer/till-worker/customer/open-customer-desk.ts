import type { BasketSession } from '../selling/basket-session.ts';
import type { TillCore } from '../till-core.ts';
import { CustomerDesk } from './customer-desk.ts';

/** The desk for what customers show, at this store's till and its one basket. */
export function openCustomerDesk(core: TillCore, session: BasketSession): CustomerDesk {
  return new CustomerDesk({
    formats: core.identity.profile.member_cards ?? [],
    coupons: () => session.promotions.coupons,
    customers: core.customers,
    basket: () => session.desk.basket,
    act: (action) => session.desk.act(action),
  });
}
