import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkCases } from './check-cases.ts';
import { findMismatches } from './mismatch.ts';
import { parseVectorFile, type VectorFile } from './vector-file.ts';

function fixture(name: string): VectorFile {
  const url = new URL(`../../src/domain/fixtures/${name}.json`, import.meta.url);
  const file = parseVectorFile(readFileSync(url, 'utf8'));
  if (!file.ok) throw new Error(file.error);
  return file.value;
}

describe.each([
  ['tax', 65, 'vec-tax-T1 to T9'],
  ['cash-rounding', 35, 'vec-cash-R1 to R7'],
  ['promotions', 34, 'vec-promo-P1 to P9'],
  ['barcodes', 78, 'vec-barcodes-B1 to B11'],
  ['cashup', 15, 'vec-cashup-U1 to U8'],
])('%s vectors', (name, count, rules) => {
  const verdicts = checkCases(fixture(name));

  it(`holds all ${count} cases`, () => expect(verdicts).toHaveLength(count));

  it.each(verdicts)(`${rules}: $id`, ({ problems }) => expect(problems).toEqual([]));
});

describe('the runner itself', () => {
  it('reports a wrong expectation with expected and actual', () => {
    const file = fixture('tax');
    const [first] = file.cases;
    const wrong = { ...file, cases: [{ ...first!, expected: { totals: { tax: 124 } } }] };
    expect(checkCases(wrong)).toEqual([
      { id: 'TAX-P001', problems: ['totals.tax: expected 124, actual 125'] },
    ]);
  });

  it('fails every case of a kind without rules, and of a name that objects inherit', () => {
    const [first] = fixture('tax').cases;
    for (const kind of ['holograms', 'toString']) {
      expect(checkCases({ kind, cases: [first!] })).toEqual([
        { id: 'TAX-P001', problems: [`kind ${kind} is not supported`] },
      ]);
    }
  });

  it('fails a case it cannot read', () => {
    const verdicts = checkCases({ kind: 'tax', cases: [{ id: 'X', input: 7, expected: {} }] });
    expect(verdicts).toEqual([{ id: 'X', problems: ['could not be run: input is not an object'] }]);
  });

  it('vec-C4: ignores fields that are not expected, but not array order or length', () => {
    expect(findMismatches({ a: 1 }, { a: 1, b: 2 })).toEqual([]);
    expect(findMismatches([1, 2], [2, 1])).toHaveLength(2);
    expect(findMismatches([1], [1, 2])).toHaveLength(1);
    expect(findMismatches({ a: {} }, {})).toHaveLength(1);
  });

  it('vec-C5: -0 equals 0', () => expect(findMismatches({ a: 0 }, { a: -0 })).toEqual([]));

  it.each([
    ['not JSON', '{"format":'],
    ['another format', '{"format":"pos-vectors/2","kind":"tax","cases":[{}]}'],
    ['no kind', '{"format":"pos-vectors/1","cases":[{}]}'],
    ['no cases', '{"format":"pos-vectors/1","kind":"tax","cases":[]}'],
    ['a case without id', '{"format":"pos-vectors/1","kind":"tax","cases":[{"expected":{}}]}'],
    ['a list', '[]'],
  ])('refuses a file with %s in one line', (_, text) => {
    const parsed = parseVectorFile(text);
    expect(parsed.ok ? '' : parsed.error).toMatch(/^.+$/);
  });
});
