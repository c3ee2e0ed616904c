import type { FiscalPlugin } from './fiscal-plugin.ts';
import { dsfinvkFiles } from './dsfinvk-files.ts';
import { closingRows, NO_TSE } from './dsfinvk-rows.ts';
import { readClosings } from './read-closings.ts';

/** Germany: DSFinV-K, without a signing device (dom-F2). */
export const GERMANY: FiscalPlugin = {
  country: 'DE',
  format: 'dsfinvk',
  selfCheck: ({ currency, price_mode: mode, seller }) => [
    `no signing device (TSE): every receipt says "${NO_TSE}"`,
    'the store profile has no address: STRASSE, PLZ and ORT are empty',
    ...(currency === 'EUR' ? [] : [`the store sells in ${currency}`]),
    ...(mode === 'inclusive' ? [] : ['its prices are without tax']),
    ...(seller.tax_id === '' ? ['the store profile has no tax number'] : []),
  ],
  exportDay: async (db, day, profile) => {
    const { closings, notes, faults } = await readClosings(db, day);
    const { seller, name: storeName } = profile;
    const payer = { name: seller.name, taxId: seller.tax_id, storeName };
    const rows = closings.map((closing) => closingRows(closing, payer));
    return { files: dsfinvkFiles(rows, seller.name), notes, faults };
  },
};
