import type { StoreProfile } from '../../../contracts/store-profile.ts';
import { CustomerDb } from './customer-db.ts';
import { Customers } from './customers.ts';

/**
 * Only a store that has member cards holds customers: nobody's name lies where nothing needs it, also
 * not from the time when something did (CUS3).
 */
export function openCustomers({ member_cards: formats = [] }: StoreProfile): Customers | undefined {
  const db = new CustomerDb();
  if (formats.length === 0) {
    // Nothing waits for it; what fails is tried again with the next start.
    void db.delete({ disableAutoOpen: true }).catch(() => undefined);
    return undefined;
  }
  const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
  return new Customers(db, turn);
}
