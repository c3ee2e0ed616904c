import type { Copied, DocRow } from './ports.ts';

/**
 * What the documents are after ops of another copy came in, beside those `stored` of the same ids: told
 * anew, and never with fewer copies than anybody counted, so that no copy's number comes twice (RCP8).
 */
export function mergeDocs(
  stored: readonly DocRow[],
  docs: readonly DocRow[],
  copied: readonly Copied[],
): DocRow[] {
  const all = new Map(stored.map((doc) => [doc.docId, doc]));
  for (const doc of docs) all.set(doc.docId, counted(doc, all.get(doc.docId)?.copies ?? 0));
  for (const { docId, count } of copied) {
    const doc = all.get(docId);
    if (doc !== undefined) all.set(docId, counted(doc, count));
  }
  return [...all.values()];
}

function counted(doc: DocRow, count: number): DocRow {
  return count > (doc.copies ?? 0) ? { ...doc, copies: count } : doc;
}
