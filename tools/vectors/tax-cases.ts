import type { Discount } from '../../src/domain/discount.ts';
import { linkedRefund } from '../../src/domain/linked-refund.ts';
import type { Minor } from '../../src/domain/money.ts';
import { taxDocument, type PricedLine } from '../../src/domain/tax.ts';
import type { PriceMode, TaxSetup } from '../../src/domain/tax-setup.ts';
import {
  currencyOf,
  decimalOf,
  fieldsOf,
  listOf,
  minorOf,
  oneOf,
  textOf,
  type Fields,
} from './case-input.ts';

/** Runs one case of kind `tax` through the till's own rules. */
export function runTaxCase(raw: unknown): unknown {
  const input = fieldsOf(raw, 'input');
  return input['type'] === 'linked-refund' ? runLinkedRefund(input) : runDocument(input);
}

function runDocument(input: Fields): unknown {
  const lines = listOf(input['lines'], 'lines').map(readLine);
  const result = taxDocument(readSetup(input), lines, readDiscount(input['documentDiscount']));
  return result.ok ? result.value : { error: result.error };
}

function runLinkedRefund(input: Fields): unknown {
  const original = fieldsOf(input['original'], 'original');
  const result = linkedRefund(
    readPriceMode(input),
    {
      netExclTax: minorOf(original['netExclTax'], 'netExclTax'),
      tax: readTax(original['tax']),
      gross: minorOf(original['gross'], 'gross'),
    },
    {
      sold: decimalOf(original['qty'], 'qty'),
      before: decimalOf(input['alreadyReturnedQty'] ?? '0', 'alreadyReturnedQty'),
      now: decimalOf(input['returnQty'], 'returnQty'),
    },
  );
  return result.ok ? { refund: result.value } : { error: result.error };
}

function readSetup(input: Fields): TaxSetup {
  const rounding = fieldsOf(input['rounding'], 'rounding');
  return {
    currency: currencyOf(input['currency']),
    priceMode: readPriceMode(input),
    rounding: {
      level: oneOf(rounding['level'], ['line', 'document'], 'rounding.level'),
      mode: oneOf(rounding['mode'] ?? 'half-up', ['half-up', 'half-even'], 'rounding.mode'),
    },
    taxes: listOf(input['taxes'], 'taxes').map((raw) => {
      const tax = fieldsOf(raw, 'tax');
      const code = textOf(tax['code'], 'code');
      const rate = String(tax['rate']);
      return { code, rate, label: code, compound: tax['compound'] === true };
    }),
  };
}

function readPriceMode(input: Fields): PriceMode {
  return oneOf(input['priceMode'], ['inclusive', 'exclusive'], 'priceMode');
}

function readLine(raw: unknown): PricedLine {
  const line = fieldsOf(raw, 'line');
  const discount = readDiscount(line['discount']);
  return {
    id: textOf(line['id'], 'id'),
    qty: decimalOf(line['qty'], 'qty'),
    unitPrice: minorOf(line['unitPrice'], 'unitPrice'),
    taxes: listOf(line['taxes'], 'taxes').map((code) => textOf(code, 'tax code')),
    discountable: line['discountable'] !== false,
    ...(discount === undefined ? {} : { discount }),
  };
}

function readDiscount(raw: unknown): Discount | undefined {
  if (raw === undefined || raw === null) return undefined;
  const discount = fieldsOf(raw, 'discount');
  const kind = oneOf(discount['kind'], ['amount', 'percent'], 'discount.kind');
  return kind === 'percent'
    ? { kind, value: decimalOf(discount['value'], 'discount.value') }
    : { kind, value: minorOf(discount['value'], 'discount.value') };
}

function readTax(raw: unknown): Record<string, Minor> {
  const entries = Object.entries(fieldsOf(raw, 'tax'));
  return Object.fromEntries(entries.map(([code, amount]) => [code, minorOf(amount, code)]));
}
