import { NO_HOPE, type Deal, type Step } from './deal.ts';
import { dealLines, gainOn, unitsOn, type Goods } from './goods.ts';
import { partOf } from './percent.ts';
import type { ItemRule, RuleReward } from './promotion-rule.ts';

type Reward<Kind extends RuleReward['kind']> = Extract<RuleReward, { readonly kind: Kind }>;

/** A place of a deal: how many units it takes from which lines, and what each is worth there. */
type Slot = {
  readonly qty: number;
  readonly lines: readonly number[];
  readonly valueOf: (line: number) => number;
};

/** Goods of several pools together for one price. */
export function bundleDeal(
  rule: ItemRule,
  { price, slots }: Reward<'bundle'>,
  goods: Goods,
): Deal | undefined {
  return slotDeal(
    rule,
    slots.map(({ pool, qty }) => ({
      qty,
      lines: dealLines(goods, pool),
      valueOf: (line) => goods.price[line] ?? 0,
    })),
    price,
    goods,
  );
}

/** Buy some of one pool, get some of another for less. */
export function otherOffDeal(
  rule: ItemRule,
  { buy, get, off }: Reward<'other-off'>,
  goods: Goods,
): Deal | undefined {
  const rewards = dealLines(goods, get.pool);
  const values = new Map(rewards.map((line) => [line, partOf(goods.price[line] ?? 0, off)]));
  const bought = { qty: buy.qty, lines: dealLines(goods, buy.pool), valueOf: (): number => 0 };
  const reward = { qty: get.qty, lines: rewards, valueOf: (line: number) => values.get(line) ?? 0 };
  return slotDeal(rule, buy.qty === 0 ? [reward] : [bought, reward], 0, goods);
}

/**
 * The phase holds how many units each slot has. Without a limit in reach a complete application is
 * taken out of the counts, which keeps the phases few.
 */
function slotDeal(
  rule: ItemRule,
  slots: readonly Slot[],
  price: number,
  goods: Goods,
): Deal | undefined {
  const filled = slots.map(({ qty, lines }) => Math.floor(unitsOn(goods, lines) / qty));
  const isLimited = rule.maxApplications < Math.min(...filled);
  const most = Math.min(...filled, rule.maxApplications);
  if (most === 0) return undefined;
  const counts = countCodec(slots.map(({ qty }) => qty * most));
  const owed = owedBySlot(slots, price, goods);
  const fits = slots.map(({ lines }) => new Set(lines));
  const gainIn = (slot: number, line: number, more: number): number =>
    gainOn(goods, line, (slots[slot]?.valueOf(line) ?? 0) - (owed.each[slot] ?? 0) - more);
  return {
    rule,
    lines: slots.map(({ lines }) => lines),
    phases: counts.size,
    dearestFirst: false,
    steps: (line, phase) => {
      const held = counts.decode(phase);
      const steps: Step[] = [];
      for (const [slot, { qty }] of slots.entries()) {
        const had = held[slot] ?? 0;
        if (fits[slot]?.has(line) !== true || had === qty * most) continue;
        const next = held.map((count, at) => (at === slot ? count + 1 : count));
        const isComplete = !isLimited && next.every((count, at) => count >= (slots[at]?.qty ?? 0));
        const to = counts.encode(
          isComplete ? next.map((count, at) => count - (slots[at]?.qty ?? 0)) : next,
        );
        const rest = slot === 0 && had % qty === 0 ? owed.rest : 0;
        steps.push({ to, gain: gainIn(slot, line, rest), role: slot, opens: false });
      }
      return steps;
    },
    missing: (phase) => {
      const held = counts.decode(phase);
      const open = Math.max(...slots.map(({ qty }, at) => Math.ceil((held[at] ?? 0) / qty)));
      return slots.map(({ qty }, at) => open * qty - (held[at] ?? 0));
    },
    share: (line) =>
      Math.max(
        ...slots.map((_, slot) => (fits[slot]?.has(line) === true ? gainIn(slot, line, 0) : 0)),
      ),
    hope: NO_HOPE,
    group: (taken) => {
      const bySlot = slots.map((_, slot) => taken.filter(({ step }) => step.role === slot));
      const made = Math.min(
        ...slots.map(({ qty }, slot) => Math.floor((bySlot[slot]?.length ?? 0) / qty)),
      );
      return Array.from({ length: made }, (_, nth) =>
        slots.flatMap(({ qty }, slot) =>
          (bySlot[slot] ?? []).slice(nth * qty, (nth + 1) * qty).map(({ line }) => line),
        ),
      );
    },
  };
}

/** Whole numbers up to each of `mosts`, as one number. */
export function countCodec(mosts: readonly number[]): {
  readonly size: number;
  readonly encode: (counts: readonly number[]) => number;
  readonly decode: (code: number) => number[];
} {
  return {
    size: mosts.reduce((size, most) => size * (most + 1), 1),
    encode: (counts) =>
      counts.reduceRight((code, count, at) => code * ((mosts[at] ?? 0) + 1) + count, 0),
    decode: (code) => {
      let rest = code;
      return mosts.map((most) => {
        const count = rest % (most + 1);
        rest = (rest - count) / (most + 1);
        return count;
      });
    },
  };
}

/**
 * Splits the bundle's price over its slots by their dearest goods: a slot that is charged more than
 * it can bring would make the search hope for too much from the others.
 */
function owedBySlot(
  slots: readonly Slot[],
  price: number,
  goods: Goods,
): { each: number[]; rest: number } {
  const tops = slots.map(({ lines }) =>
    lines.reduce((top, line) => Math.max(top, goods.price[line] ?? 0), 0),
  );
  const sum = slots.reduce((total, { qty }, at) => total + BigInt(qty) * BigInt(tops[at] ?? 0), 0n);
  const each = tops.map((top) => (sum === 0n ? 0 : Number((BigInt(price) * BigInt(top)) / sum)));
  const rest = price - slots.reduce((total, { qty }, at) => total + qty * (each[at] ?? 0), 0);
  return { each, rest };
}
