import { randomBytes } from 'node:crypto';
import { saleLine, sell } from './test-sales.ts';
import type { TestTill } from './test-till.ts';

const HUGE = Number.MAX_SAFE_INTEGER;

/** A sale whose every amount is `gross`. */
export function hugeSale(till: TestTill, gross: number): string {
  const sale = JSON.parse(saleLine(till, 600)) as {
    body: { totals: object; lines: Record<string, unknown>[]; tax_totals: object[] };
  };
  sale.body.totals = { net: gross, tax: gross, gross };
  for (const one of sale.body.lines) Object.assign(one, { gross, qty_milli: gross });
  return JSON.stringify(sale);
}

/** Nine ops that no honest till writes; each but the last is to be set aside. */
export function addPoison(till: TestTill): void {
  const long = randomBytes(90_000).toString('base64');
  till.add(saleLine(till, 1, { body: { doc_no: long } }));
  till.add(saleLine(till, 1, { body: { currency: long } }));
  till.add(saleLine(till, 1, { body: { currency: 'E\0R' } }));
  till.add(saleLine(till, 1, { body: { cashier: long, shift_id: '\ud800' } }));
  till.add(`{"v":1,"seq":5,"kind":"sale","body":${'['.repeat(60_000)}${']'.repeat(60_000)}}`);
  till.add(`{"__proto__":{"kind":"sale"},"v":1,"seq":6}`);
  till.add(
    Buffer.concat([Buffer.from('{"a":"'), randomBytes(200_000), Buffer.from('"}')]).filter(
      (b) => b !== 10,
    ),
  );
  till.add(saleLine(till, 1, { body: { closed_ms: HUGE, started_ms: HUGE } }));
  till.add(saleLine(till, 1, { body: { closed_ms: 0 } }));
}

/** The same till, further up: its next op has the sequence after `seq`. */
export function tillAt(till: TestTill, seq: number): TestTill {
  const twin = till.clone(till.ops.length);
  twin.ops.push({ seq, prev: till.head.opId, opId: till.head.opId, raw: Buffer.alloc(0) });
  sell(twin, 1);
  return twin;
}
