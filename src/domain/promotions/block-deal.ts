import { NO_HOPE, type Deal, type Step, type Taken } from './deal.ts';
import { dealLines, gainOn, unitsOn, type Goods } from './goods.ts';
import { partOf } from './percent.ts';
import type { ItemRule, RuleReward } from './promotion-rule.ts';
import { unitDiscount } from './unit-discount.ts';

type Reward<Kind extends RuleReward['kind']> = Extract<RuleReward, { readonly kind: Kind }>;

/** A deal over `size` units of one pool, filled one after the other. */
type Block = {
  readonly size: number;
  readonly lines: readonly number[];
  /** Gain of the unit at a place of its application, 0 first. */
  readonly gainAt: (line: number, place: number) => number;
  readonly share: (line: number) => number;
  readonly dearestFirst: boolean;
  readonly hope: Deal['hope'];
};

/** Any n of a pool for one price. */
export function nForPriceDeal(
  rule: ItemRule,
  { pool, n, price }: Reward<'n-for-price'>,
  goods: Goods,
): Deal | undefined {
  // The price is owed unit by unit, its rest with the first, so that a half-full application is
  // neither better nor worse than it will be.
  const owed = Math.floor(price / n);
  const rest = price - owed * n;
  const gain = (line: number, more: number): number =>
    gainOn(goods, line, (goods.price[line] ?? 0) - owed - more);
  return blockDeal(rule, goods, {
    size: n,
    lines: dealLines(goods, pool),
    gainAt: (line, place) => gain(line, place === 0 ? rest : 0),
    share: (line) => gain(line, 0),
    dearestFirst: false,
    hope: NO_HOPE,
  });
}

/** Buy some, get the cheapest of them for less: in falling order of price the last are those. */
export function cheapestOffDeal(
  rule: ItemRule,
  { pool, buy, get, off }: Reward<'cheapest-off'>,
  goods: Goods,
): Deal | undefined {
  const size = buy + get;
  const lines = dealLines(goods, pool);
  const worth = new Map<number, number>();
  for (const line of lines) {
    const price = goods.price[line] ?? 0;
    worth.set(price, partOf(price, off));
  }
  const valueOf = (line: number): number => worth.get(goods.price[line] ?? 0) ?? 0;
  return blockDeal(rule, goods, {
    size,
    lines,
    gainAt: (line, place) => gainOn(goods, line, place < buy ? 0 : valueOf(line)),
    // The rewards are the cheapest, hence at most their part of all units' values.
    share: (line) => gainOn(goods, line, Math.ceil((valueOf(line) * get) / size)),
    dearestFirst: true,
    hope: (phase, nextPrice) => {
      const place = phase % size;
      const due = place === 0 ? 0 : Math.min(get, size - place);
      return due * (worth.get(nextPrice) ?? 0) * goods.scale;
    },
  });
}

/** A reduction of single units that is limited to some of them. */
export function limitedSingleDeal(
  rule: ItemRule,
  reward: Reward<'single'>,
  goods: Goods,
): Deal | undefined {
  const lines = goods
    .linesOf(reward.pool)
    .filter((line) => (goods.left[line] ?? 0) > 0)
    .filter((line) => reward.takesWeighed || goods.weighed[line] !== true);
  const values = new Map(
    lines.map((line) => [line, unitDiscount(goods.price[line] ?? 0, reward.off)]),
  );
  const gain = (line: number): number => gainOn(goods, line, values.get(line) ?? 0);
  return blockDeal(rule, goods, {
    size: 1,
    lines,
    gainAt: gain,
    share: gain,
    dearestFirst: false,
    hope: NO_HOPE,
  });
}

function blockDeal(rule: ItemRule, goods: Goods, block: Block): Deal | undefined {
  const { size, lines, gainAt } = block;
  const most = Math.floor(unitsOn(goods, lines) / size);
  if (most === 0 || rule.maxApplications === 0) return undefined;
  // Without a limit in reach only the open application counts, not how many went before.
  const limit = rule.maxApplications < most ? rule.maxApplications * size : undefined;
  const full = [0];
  return {
    rule,
    lines: [lines],
    phases: limit === undefined ? size : limit + 1,
    dearestFirst: block.dearestFirst,
    steps: (line, phase) => {
      if (phase === limit) return NO_STEPS;
      const place = phase % size;
      const to = limit === undefined ? (phase + 1) % size : phase + 1;
      return [{ to, gain: gainAt(line, place), role: 0, opens: place === 0 }];
    },
    missing: (phase) => (phase % size === 0 ? full : [size - (phase % size)]),
    share: block.share,
    hope: block.hope,
    group: (taken) => inBlocks(taken, size, goods),
  };
}

const NO_STEPS: readonly Step[] = [];

/** In falling order of price, which is the best grouping for the customer where it matters. */
function inBlocks(taken: readonly Taken[], size: number, { price }: Goods): number[][] {
  const lines = taken.map(({ line }) => line);
  lines.sort((a, b) => (price[b] ?? 0) - (price[a] ?? 0));
  const groups: number[][] = [];
  for (let at = 0; at + size <= lines.length; at += size) groups.push(lines.slice(at, at + size));
  return groups;
}
