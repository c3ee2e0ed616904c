import type { QuickKeysSetBody } from '../../../../src/contracts/quick-keys.ts';
import type { OpToProject } from './next-ops.ts';

/** The newest version of a page that a stream told. */
export type QuickPageRow = {
  stream: Buffer;
  pageId: string;
  store: string;
  till: string;
  stampMs: number;
  body: string;
};

/** Adds the pages of one save; of a page that was saved more than once the last one stays. */
export function addQuickPages(
  known: Map<string, QuickPageRow>,
  { stream, tillId }: OpToProject,
  { stamp_ms: stampMs, pages }: QuickKeysSetBody,
): void {
  // The till that was authenticated, not one that the body names (D20).
  const [, store = '', till = ''] = tillId.split('-');
  for (const page of pages) {
    const key = `${stream.toString('hex')}|${page.page_id}`;
    const before = known.get(key);
    if (before !== undefined && before.stampMs > stampMs) continue;
    const body = JSON.stringify(page);
    known.set(key, { stream, pageId: page.page_id, store, till, stampMs, body });
  }
}
