import { expect, it } from 'vitest';
import type { DocFinder } from '../receipts/doc-finder.ts';
import { StoreReceipts, type AskSite } from '../receipts/store-receipts.ts';
import { originalSale } from './original-sale.ts';

const OWN = '0417-02-A-000123';
const finder = {
  named: async () => ({ docId: 'd', body: { doc_id: 'd', doc_no: OWN, lines: [] } }),
  returnsOf: async () => [],
} as unknown as DocFinder;

async function isOfflineWith(ask: AskSite): Promise<boolean | undefined> {
  const atHeadOffice = new StoreReceipts({
    isTraining: () => false,
    region: 'eu',
    sites: () => ['A', 'B'],
    ask,
  });
  const original = await originalSale({ finder, atHeadOffice }, OWN);
  return original.ok ? original.isOffline : undefined;
}

it('dom-O2: a site that is behind and one that is away lift no limit of offline refunds', async () => {
  const unknown = { status: 404, text: '' };
  expect(await isOfflineWith(async (site) => (site === 'A' ? unknown : undefined))).toBe(true);
  expect(await isOfflineWith(async (site) => (site === 'B' ? unknown : undefined))).toBe(true);
  expect(await isOfflineWith(async () => undefined)).toBe(true);
  expect(await isOfflineWith(async () => unknown)).toBe(false);
});
