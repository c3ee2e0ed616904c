import { BasketParkedBody } from '../../../contracts/op.ts';
import { parse } from '../../../contracts/parse.ts';

/** A basket on the shelf as it was parked, without what its way here added; undefined: it cannot be read. */
export function parkedBody(body: unknown): BasketParkedBody | undefined {
  const parked = parse(BasketParkedBody, body);
  if (parked === undefined) return undefined;
  const { park_id, name, cashier, at_ms, total, items, currency, open } = parked;
  return { park_id, name, cashier, at_ms, total, items, currency, open };
}
