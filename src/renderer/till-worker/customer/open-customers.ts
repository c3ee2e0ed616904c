import type { StoreProfile } from '../../../contracts/store-profile.ts';
import { CustomerDb } from './customer-db.ts';
import { Customers } from './customers.ts';

/** Only a store that has member cards holds customers: nobody's name lies where nothing needs it. */
export function openCustomers({ member_cards: formats = [] }: StoreProfile): Customers | undefined {
  if (formats.length === 0) return undefined;
  const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
  return new Customers(new CustomerDb(), turn);
}
