import { allocate } from '../allocate.ts';
import type { LineSaving } from './item-stage.ts';
import { partOf } from './percent.ts';
import type { BasketRule, StackRule } from './promotion-rule.ts';
import { unitDiscount } from './unit-discount.ts';

type LinesOf = (pool: number) => readonly number[];

/** Percentages on what is left, one after the other; lowers `nets` as it goes (vec-promo-P7). */
export function stackStage(
  rules: readonly StackRule[],
  nets: number[],
  linesOf: LinesOf,
): LineSaving[] {
  return rules.flatMap(({ terms, pool, off }) =>
    linesOf(pool).flatMap((line) => {
      const amount = partOf(Math.max(0, nets[line] ?? 0), off);
      return take(nets, terms.id, line, amount);
    }),
  );
}

/**
 * Rewards for spending enough: the best of those that do not stack, then each that does, on what is
 * left. Lowers `nets` as it goes; no item discount is undone to reach a spend (vec-promo-P8).
 */
export function basketStage(
  rules: readonly BasketRule[],
  nets: number[],
  linesOf: LinesOf,
): LineSaving[] {
  const savings: LineSaving[] = [];
  const apply = (rule: BasketRule, discount: number): void => {
    const lines = linesOf(rule.pool);
    const weights = lines.map((line) => BigInt(Math.max(0, nets[line] ?? 0)));
    for (const [at, share] of allocate(BigInt(discount), weights).entries()) {
      savings.push(...take(nets, rule.terms.id, lines[at] ?? 0, Number(share)));
    }
  };
  let best: { rule: BasketRule; discount: number } | undefined;
  for (const rule of rules) {
    if (rule.stacks) continue;
    const discount = spendDiscount(rule, nets, linesOf);
    if (discount > (best?.discount ?? 0)) best = { rule, discount };
  }
  if (best !== undefined) apply(best.rule, best.discount);
  for (const rule of rules) {
    if (rule.stacks) apply(rule, spendDiscount(rule, nets, linesOf));
  }
  return savings;
}

/** What the highest tier that is reached takes off the lines that count. */
function spendDiscount(
  { tiers, pool }: BasketRule,
  nets: readonly number[],
  linesOf: LinesOf,
): number {
  const lines = linesOf(pool);
  const spent = lines.reduce((sum, line) => sum + Math.max(0, nets[line] ?? 0), 0);
  const tier = tiers.find(({ spend }) => spend <= spent);
  return tier === undefined ? 0 : unitDiscount(spent, tier.off);
}

function take(nets: number[], promotion: string, line: number, amount: number): LineSaving[] {
  if (amount === 0) return [];
  nets[line] = (nets[line] ?? 0) - amount;
  return [{ promotion, line, amount }];
}
