import { allocate } from '../allocate.ts';
import { bestDeals, type Chosen } from './best-deals.ts';
import { dealOf } from './deal-of-rule.ts';
import { unitsOn, type Goods } from './goods.ts';
import { groupDiscount } from './group-discount.ts';
import type { ItemRule } from './promotion-rule.ts';
import type { SearchBudget } from './sweep.ts';
import { unitDiscount } from './unit-discount.ts';

/** A part of a promotion's discount, on the line at this position. */
export type LineSaving = {
  readonly promotion: string;
  readonly line: number;
  readonly amount: number;
};

export type ItemStage = { readonly savings: readonly LineSaving[]; readonly isExact: boolean };

/** What the stage needs to know of a basket; arrays by line position. */
export type ItemGoods = Pick<Goods, 'price' | 'left' | 'weighed' | 'linesOf'>;

/**
 * Deals on goods, priority by priority from the highest: what one takes is gone for the next
 * (vec-promo-P4 to P6). `rules` are sorted so, and active.
 */
export function itemStage(
  rules: readonly ItemRule[],
  goods: ItemGoods,
  budget: SearchBudget,
): ItemStage {
  const left = [...goods.left];
  const savings: LineSaving[] = [];
  let isExact = true;
  let from = 0;
  while (from < rules.length) {
    const priority = rules[from]?.priority;
    const next = rules.findIndex((rule, at) => at > from && rule.priority !== priority);
    const end = next === -1 ? rules.length : next;
    const level = rules.slice(from, end);
    const view = levelView(level, rules.slice(end), { ...goods, left });
    const deals = level.flatMap((rule) => dealOf(rule, view.goods) ?? []);
    const found = bestDeals(deals, view.goods, budget);
    isExact &&= found.isExact;
    for (const chosen of found.chosen) takeGroups(chosen, view.goods, left, savings);
    takeSingles(view.singles, left, savings);
    from = end;
  }
  return { savings, isExact };
}

/** The best reduction of a unit by itself. */
type Single = { readonly promotion: string; readonly each: number };

/** What one priority sees: what is left, what each unit loses by itself, and who waits for it. */
function levelView(
  level: readonly ItemRule[],
  later: readonly ItemRule[],
  goods: ItemGoods & { readonly left: readonly number[] },
): { goods: Goods; singles: ReadonlyMap<number, Single> } {
  const singles = new Map<number, Single>();
  for (const rule of level) {
    if (!isUnlimitedSingle(rule, goods)) continue;
    for (const line of goods.linesOf(rule.reward.pool)) {
      if (goods.weighed[line] === true && !rule.reward.takesWeighed) continue;
      const each = unitDiscount(goods.price[line] ?? 0, rule.reward.off);
      if (each > (singles.get(line)?.each ?? 0)) {
        singles.set(line, { promotion: rule.terms.id, each });
      }
    }
  }
  const awaited = new Set(
    later.flatMap((rule) => poolsOf(rule).flatMap((pool) => goods.linesOf(pool))),
  );
  const worth = goods.price.reduce((sum, price, line) => sum + price * (goods.left[line] ?? 0), 0);
  const wanted = unitsOn(goods, [...awaited]) + 1;
  return {
    singles,
    goods: {
      ...goods,
      alone: goods.price.map((_, line) => singles.get(line)?.each ?? 0),
      awaited: goods.price.map((_, line) => (awaited.has(line) ? 1 : 0)),
      // Past the safe integers nothing may be scaled; then equal savings stay equal.
      scale: Number.isSafeInteger(worth * wanted) ? wanted : 1,
    },
  };
}

type SingleRule = ItemRule & { readonly reward: Extract<ItemRule['reward'], { kind: 'single' }> };

/** A limit that the units cannot reach is none; a real one makes it a deal that competes. */
function isUnlimitedSingle(rule: ItemRule, goods: ItemGoods): rule is SingleRule {
  return (
    rule.reward.kind === 'single' &&
    rule.maxApplications >= unitsOn(goods, goods.linesOf(rule.reward.pool))
  );
}

function poolsOf({ reward }: ItemRule): number[] {
  if (reward.kind === 'bundle') return reward.slots.map(({ pool }) => pool);
  return reward.kind === 'other-off' ? [reward.buy.pool, reward.get.pool] : [reward.pool];
}

/** Turns chosen units into applications and spreads each over its units (vec-promo-P6). */
function takeGroups(
  { deal, taken }: Chosen,
  goods: Goods,
  left: number[],
  savings: LineSaving[],
): void {
  const priceOf = (line: number): number => goods.price[line] ?? 0;
  for (const group of deal.group(taken)) {
    const discount = groupDiscount(deal.rule.reward, group.map(priceOf));
    const alone = group.reduce((sum, line) => sum + (goods.alone[line] ?? 0), 0);
    // One that gains nothing over its units by themselves leaves them alone.
    if (discount <= alone) continue;
    const lines = [...group].sort((a, b) => a - b);
    const shares = allocate(
      BigInt(discount),
      lines.map((line) => BigInt(priceOf(line))),
    );
    for (const [at, line] of lines.entries()) {
      left[line] = (left[line] ?? 0) - 1;
      savings.push({ promotion: deal.rule.terms.id, line, amount: Number(shares[at] ?? 0n) });
    }
  }
}

function takeSingles(
  singles: ReadonlyMap<number, Single>,
  left: number[],
  savings: LineSaving[],
): void {
  for (const [line, { promotion, each }] of singles) {
    const amount = each * (left[line] ?? 0);
    if (amount > 0) savings.push({ promotion, line, amount });
    left[line] = 0;
  }
}
