import { describe, expect, test } from 'vitest';
import { dayCsv } from './day-csv.ts';
import { bookedDay, bookedSale, ZURICH } from './testing-day.ts';

const rowsOf = (csv: string | undefined): string[] => (csv ?? '').trim().split('\r\n');

describe('dom-F5: a store day as tables', () => {
  test('each table has its rows; amounts are decimals of their own currency', () => {
    const tables = dayCsv(bookedDay(), ZURICH);
    expect([...tables.keys()]).toEqual([
      'documents.csv',
      'lines.csv',
      'taxes.csv',
      'tenders.csv',
      'cash-moves.csv',
      'closings.csv',
      'adjustments.csv',
      'left-out.csv',
    ]);
    expect(rowsOf(tables.get('documents.csv'))).toHaveLength(3);
    expect(rowsOf(tables.get('documents.csv'))[1]).toBe(
      '0421,02,2026-11-22,02-A-7,2026-11-22T14:05:09+01:00,1204,s-1,CHF,12.09,0.31,12.40,-0.02,,,',
    );
    expect(rowsOf(tables.get('lines.csv'))[1]).toContain(
      ',Käse am Stück,1.5,9.00,1.08,12.11,12.42,',
    );
    expect(rowsOf(tables.get('tenders.csv'))[1]).toContain('foreign-cash,9.30,0.00,9.30,EUR,10.00');
    expect(rowsOf(tables.get('cash-moves.csv'))).toHaveLength(6);
    expect(rowsOf(tables.get('closings.csv'))).toHaveLength(3);
    expect(rowsOf(tables.get('adjustments.csv'))[1]).toBe(
      "02,A-42,s-1,2026-11-22,2026-11-22T14:05:09+01:00,cash,CHF,200.00,220.00,'=found,1204,1207",
    );
    expect(tables.get('closings.csv')).toContain('foreign-cash,EUR,10.00,10.00,0.00,ok');
    // Spreadsheets read UTF-8 where this stands in front.
    expect(tables.get('lines.csv')?.startsWith('\uFEFF')).toBe(true);
  });

  test('text that a spreadsheet would take for a formula is text; an amount below zero stays one', () => {
    const odd = bookedSale();
    const body = structuredClone(odd.op.body) as { lines: { name: string }[]; member: string };
    for (const line of body.lines) line.name = '=HYPERLINK("http://x","y")';
    body.member = '@2"3\n4';
    const tables = dayCsv([{ ...odd, op: { ...odd.op, body } }], ZURICH);
    expect(tables.get('lines.csv')).toContain(`"'=HYPERLINK(""http://x"",""y"")"`);
    expect(tables.get('documents.csv')).toContain(`"'@2""3\n4"`);
    expect(tables.get('documents.csv')).toContain(',-0.02,');
  });
});
