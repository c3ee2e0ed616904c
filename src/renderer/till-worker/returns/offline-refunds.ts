import type { Sale } from '../../../domain/sale.ts';
import type { DocFinder } from '../receipts/doc-finder.ts';

/** A day has fewer; more than these would long be beyond any limit. */
const MOST = 2000;

/** What was paid back that day while head office could not be asked, minor units (dom-O2). */
export async function offlineRefunds(finder: DocFinder, day: string): Promise<number> {
  const { docs } = await finder.page('took-back', '', { day }, { offset: 0, limit: MOST });
  return docs
    .flatMap(({ body }) => (body as Sale).acts ?? [])
    .reduce((sum, act) => sum + (act.action === 'return-offline' ? (act.amount ?? 0) : 0), 0);
}
