import {
  applyPromotions,
  type PromotionLine,
} from '../../src/domain/promotions/apply-promotions.ts';
import { readPromotions } from '../../src/domain/promotions/promotion-book.ts';
import type { Promotion } from '../../src/domain/promotions/promotion.ts';
import { decimalOf, fieldsOf, listOf, minorOf, textOf } from './case-input.ts';

/** Runs one case of kind `promotions` through the till's own engine. */
export function runPromotionCase(raw: unknown): unknown {
  const input = fieldsOf(raw, 'input');
  // The domain's promotion has the fields of the vectors; what it cannot read it refuses by name.
  const book = readPromotions(listOf(input['promotions'], 'promotions') as readonly Promotion[]);
  const [refused] = book.refused;
  if (refused !== undefined) throw new Error(`promotion ${refused.id}: ${refused.problem}`);
  const moment = {
    now: textOf(input['now'], 'now'),
    member: input['member'] === true,
    coupons: listOf(input['coupons'] ?? [], 'coupons').map((code) => textOf(code, 'coupon')),
  };
  return applyPromotions(book, moment, listOf(input['lines'], 'lines').map(readLine));
}

function readLine(raw: unknown): PromotionLine {
  const line = fieldsOf(raw, 'line');
  return {
    id: textOf(line['id'], 'id'),
    sku: textOf(line['sku'], 'sku'),
    tags: listOf(line['tags'] ?? [], 'tags').map((tag) => textOf(tag, 'tag')),
    qty: decimalOf(line['qty'], 'qty'),
    unitPrice: minorOf(line['unitPrice'], 'unitPrice'),
  };
}
