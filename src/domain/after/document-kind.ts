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

/** Goods came back, and it says of no sale which (dom-T2). */
export function isWithoutReceipt({
  lines,
  returns_of: of,
}: {
  readonly lines: readonly { readonly qty_milli: number }[];
  readonly returns_of?: object | undefined;
}): boolean {
  return of === undefined && lines.some(({ qty_milli }) => qty_milli < 0);
}
