/** What a document is to a person. An exchange sells and takes back in one (dom-E1). */
export type DocumentKind = 'sale' | 'return' | 'exchange' | 'post-void';

/** Told from the document alone. */
export function documentKind(doc: {
  readonly lines: readonly { readonly qty_milli: number }[];
  readonly post_void?: object | undefined;
}): DocumentKind {
  if (doc.post_void !== undefined) return 'post-void';
  const back = doc.lines.filter(({ qty_milli }) => qty_milli < 0).length;
  if (back === 0) return 'sale';
  return back === doc.lines.length ? 'return' : 'exchange';
}
