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
  for (const doc of docs) {
    const { copies = 0, seal } = all.get(doc.docId) ?? {};
    all.set(doc.docId, counted(withSeal(doc, seal), copies));
  }
  for (const { docId, count, seal } of copied) {
    const doc = all.get(docId);
    if (doc !== undefined) all.set(docId, counted(withSeal(doc, seal), count));
  }
  return [...all.values()];
}

/** A signature stays, whatever else is told of it: only what is not signed may still become it (TSE5). */
function withSeal(doc: DocRow, seal: DocRow['seal']): DocRow {
  return seal === undefined || doc.seal?.signed !== undefined ? doc : { ...doc, seal };
}

function counted(doc: DocRow, count: number): DocRow {
  return count > (doc.copies ?? 0) ? { ...doc, copies: count } : doc;
}
