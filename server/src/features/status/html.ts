/** Text as it may stand in HTML, in content and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

export type Column<T> = {
  head: string;
  /** Figures stand right-aligned. */
  figure?: boolean;
  cell: (row: T) => string;
};

/** A dense table with a caption and a sticky head; an empty one says so. */
export function table<T>(
  caption: string,
  columns: readonly Column<T>[],
  rows: readonly T[],
  empty: string,
): string {
  const mark = (c: Column<T>): string => (c.figure === true ? ' class="figure"' : '');
  const heads = columns.map((c) => `<th scope="col"${mark(c)}>${escapeHtml(c.head)}</th>`).join('');
  const body =
    rows.length === 0
      ? `<tr><td class="empty" colspan="${columns.length}">${escapeHtml(empty)}</td></tr>`
      : rows
          .map(
            (row) =>
              `<tr>${columns.map((c) => `<td${mark(c)}>${escapeHtml(c.cell(row))}</td>`).join('')}</tr>`,
          )
          .join('');
  return (
    `<div class="scroll" tabindex="0" role="region" aria-label="${escapeHtml(caption)}">` +
    `<table><caption>${escapeHtml(caption)}</caption><thead><tr>${heads}</tr></thead>` +
    `<tbody>${body}</tbody></table></div>`
  );
}
