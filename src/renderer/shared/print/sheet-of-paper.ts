import type { ReceiptDoc } from '../../../contracts/receipt-doc.ts';
import type { Sheet, SheetPart, SheetRow } from './sheet.ts';

type Open = { heading?: string; notes: string[]; rows: SheetRow[] };

/** A paper of the till as a sheet: a part from rule to rule, its first strong text as heading. */
export function sheetOfPaper(
  doc: ReceiptDoc,
  named: Pick<Sheet, 'name' | 'title' | 'head'>,
): Sheet {
  const parts: Open[] = [{ notes: [], rows: [] }];
  let copy: string | undefined;
  for (const line of doc) {
    const part = parts.at(-1) ?? { notes: [], rows: [] };
    switch (line.kind) {
      case 'rule':
        parts.push({ notes: [], rows: [] });
        break;
      case 'copy':
        copy = line.text;
        break;
      case 'pair':
        part.rows.push(rowOf(line.left, line.right, line.weight));
        break;
      case 'total':
        part.rows.push(rowOf(line.left, line.right, 'strong'));
        break;
      case 'text':
        addText(part, line.text, line.weight === 'strong', named.title);
        break;
      case 'qr':
        part.notes.push(line.text);
        break;
      case 'cut':
      case 'drawer':
        break;
    }
  }
  const said: SheetPart[] = parts.filter(
    ({ notes, rows, heading }) =>
      [notes, rows].some((list) => list.length > 0) || heading !== undefined,
  );
  return { ...named, ...(copy === undefined ? {} : { copy }), parts: said };
}

const rowOf = (left: string, right: string, weight: 'plain' | 'strong' | 'quiet'): SheetRow =>
  weight === 'plain' ? { cells: [left, right] } : { cells: [left, right], weight };

/** The title stands above the sheet already. */
function addText(part: Open, text: string, isStrong: boolean, title: string): void {
  if (text === title) return;
  const leads = isStrong && part.heading === undefined && part.rows.length === 0;
  if (leads && part.notes.length === 0) part.heading = text;
  else part.notes.push(text);
}
