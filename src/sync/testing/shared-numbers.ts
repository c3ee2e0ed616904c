import { Type } from 'typebox';
import { Op } from '../../contracts/op.ts';
import { parse, parseJson } from '../../contracts/parse.ts';
import type { LogRow } from './sim-site.ts';

const text = new TextDecoder();
const Numbered = Type.Object({ doc_no: Type.String() });

/** Document numbers that stand on more than one sale (D13). */
export function sharedNumbers(rows: readonly LogRow[]): string[] {
  const holders = new Map<string, string>();
  const shared = new Set<string>();
  for (const row of rows) {
    if (row.standsFor !== undefined) continue;
    const no = parse(Numbered, parseJson(Op, text.decode(row.raw))?.body)?.doc_no;
    if (no === undefined) continue;
    if ((holders.get(no) ?? row.opId) !== row.opId) shared.add(no);
    holders.set(no, row.opId);
  }
  return [...shared];
}
