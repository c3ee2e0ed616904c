import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  customerBucket,
  customerLine,
  mergeCustomerLines,
  readCustomerLine,
  type CustomerLine,
} from './customer-lines.ts';
import { CustomerTextMaker, findCustomers } from './find-customers.ts';

const fold = (text: string): string => text.toLowerCase();
const line = (number: string, name: string, over: Partial<CustomerLine> = {}): CustomerLine => ({
  number,
  name,
  place: '',
  hlc: 1,
  o: 'a',
  ...over,
});

function textOf(lines: readonly CustomerLine[], records = 1) {
  const maker = new CustomerTextMaker(fold);
  for (let r = 0; r < records; r++) {
    const some = lines.filter((_, i) => i % records === r);
    maker.add(mergeCustomerLines('', some));
  }
  return maker.text();
}
const namesFor = (lines: readonly CustomerLine[], words: string, limit = 10) =>
  findCustomers(textOf(lines), words.split(' '), limit).hits.map(({ name }) => name);

describe('CUS1: a customer is a line of text', () => {
  const lineArb: fc.Arbitrary<CustomerLine> = fc.record({
    number: fc.integer({ min: 0, max: 9 }).map(String),
    name: fc.string({ maxLength: 8 }),
    place: fc.string({ maxLength: 8 }),
    hlc: fc.nat({ max: 5 }),
    o: fc.constantFrom('a', 'b'),
  });
  test('whatever a name holds, a line stays one line of five parts', () => {
    fc.assert(
      fc.property(lineArb, (one) => {
        const text = customerLine(one);
        expect(text).not.toContain('\n');
        expect(readCustomerLine(text)).toMatchObject({
          number: one.number,
          hlc: one.hlc,
          o: one.o,
        });
      }),
    );
  });
  test('D15: the last word on each number wins, in whatever order and pages the rows come', () => {
    // One site never says two things at one time.
    const rowsArb = fc.uniqueArray(lineArb, {
      maxLength: 30,
      selector: ({ number, hlc, o }) => `${number}/${hlc}/${o}`,
    });
    fc.assert(
      fc.property(rowsArb, fc.nat(30), fc.integer(), (rows, cut, seed) => {
        const shuffled = [...rows].sort((a, b) => mix(a, seed) - mix(b, seed));
        const once = mergeCustomerLines('', rows);
        const paged = mergeCustomerLines(
          mergeCustomerLines('', shuffled.slice(0, cut)),
          shuffled.slice(cut),
        );
        expect(paged).toBe(once);
      }),
    );
  });
  test('numbers that follow each other do not lie in one record', () => {
    const full = new Map<number, number>();
    for (let n = 0; n < 4000; n++) {
      const bucket = customerBucket(String(2_950_000_000_000 + n * 10));
      full.set(bucket, (full.get(bucket) ?? 0) + 1);
    }
    expect(full.size).toBeGreaterThan(1000);
    expect(Math.max(...full.values())).toBeLessThan(20);
  });
});

function mix({ number, hlc, o }: CustomerLine, seed: number): number {
  return ((Number(number) * 7 + hlc * 13 + o.charCodeAt(0)) * (seed | 1)) % 101;
}

describe('CUS2: customers are found by words of name, place and number', () => {
  const ANNA = line('2950000000013', 'Anna Weber', { place: 'Mersch' });
  const HANNA = line('2950000000020', 'Hanna Klein', { place: 'Weberdorf' });
  const PAUL = line('2950000000037', 'Paul Thill');

  test('every word is in it, in any order; those it begins come first, then by name', () => {
    const all = [PAUL, HANNA, ANNA];
    expect(namesFor(all, 'anna')).toEqual(['Anna Weber', 'Hanna Klein']);
    expect(namesFor(all, 'weber anna')).toEqual(['Anna Weber', 'Hanna Klein']);
    expect(namesFor(all, 'mersch anna')).toEqual(['Anna Weber']);
    expect(namesFor(all, '0037')).toEqual(['Paul Thill']);
    expect(namesFor(all, 'anna thill')).toEqual([]);
    expect(namesFor(all, '')).toEqual([]);
  });
  test('peers-27: a list that ends early says how many there are', () => {
    const many = Array.from({ length: 500 }, (_, n) => line(String(n), `Marie Muller ${n}`));
    const found = findCustomers(textOf(many, 7), ['muller'], 30);
    expect(found.total).toBe(500);
    expect(found.hits.map(({ name }) => name)).toEqual(
      many
        .map(({ name }) => name)
        .sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1))
        .slice(0, 30),
    );
  });
  test('agrees with looking at every line, whatever is asked', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 3 });
    const name = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(
        fc.array(name, { maxLength: 40 }),
        fc.array(word, { minLength: 1, maxLength: 2 }),
        fc.integer({ min: 1, max: 4 }),
        (people, words, records) => {
          const lines = people.map((one, n) => line(`9${n}`, one));
          const found = findCustomers(textOf(lines, records), words, 1000);
          const expected = lines.filter(({ name: one }) => words.every((w) => one.includes(w)));
          expect(found.hits.map(({ number }) => number).sort()).toEqual(
            expected.map(({ number }) => number).sort(),
          );
          expect(found.total).toBe(expected.length);
        },
      ),
    );
  });
});

test('CUS4: who is taken back is nowhere in what the till holds, and an older row does not return them', () => {
  const held = mergeCustomerLines('', [line('1', 'Anna Weber', { hlc: 5 })]);
  const gone = mergeCustomerLines(held, [line('1', '', { hlc: 6 })]);
  expect(gone).not.toContain('Anna');
  const late = mergeCustomerLines(gone, [line('1', 'Anna Weber', { hlc: 4 })]);
  const maker = new CustomerTextMaker(fold);
  maker.add(late);
  expect(findCustomers(maker.text(), ['anna'], 5)).toEqual({ hits: [], total: 0 });
});
