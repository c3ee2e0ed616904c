import type { FiscalPlugin } from './fiscal-plugin.ts';
import { dsfinvkFiles } from './dsfinvk-files.ts';
import { closingRows } from './dsfinvk-rows.ts';
import { NO_TSE } from './tse-rows.ts';
import { readClosings } from './read-closings.ts';
import { signsFrom } from './signs-from.ts';

/** Germany: DSFinV-K, with the signatures that its tills told of (dom-F2). */
export const GERMANY: FiscalPlugin = {
  country: 'DE',
  format: 'dsfinvk',
  selfCheck: ({ currency, price_mode: mode, seller, fiscal }) => [
    ...(fiscal?.country === 'DE'
      ? []
      : [`the store’s documents are not signed (TSE): every receipt says "${NO_TSE}"`]),
    'the store profile has no address: STRASSE, PLZ and ORT are empty',
    ...(currency === 'EUR' ? [] : [`the store sells in ${currency}`]),
    ...(mode === 'inclusive' ? [] : ['its prices are without tax']),
    ...(seller.tax_id === '' ? ['the store profile has no tax number'] : []),
  ],
  exportDay: async (db, day, profile) => {
    const from = await signsFrom(db, day.ops[0]?.store, profile);
    const { closings, notes, faults } = await readClosings(db, day, from);
    const { seller, name: storeName } = profile;
    const payer = { name: seller.name, taxId: seller.tax_id, storeName };
    const rows = closings.map((closing) => closingRows(closing, payer));
    return { files: dsfinvkFiles(rows, seller.name), notes, faults };
  },
};
