import { compare } from '../rational.ts';
import { NO_HOPE, type Deal, type Step } from './deal.ts';
import { dealLines, gainOn, unitsOn, type Goods } from './goods.ts';
import { partOf } from './percent.ts';
import type { ItemRule, RuleReward, Tier } from './promotion-rule.ts';
import { countCodec } from './slot-deal.ts';

/** A tier that can be reached. An application of a capped one must stay below the next tier. */
type ReachableTier = Tier & { readonly most: number; readonly isCapped: boolean };

/**
 * The more units, the higher the percentage of all of them. As a rule one application of everything
 * is the best, as a higher tier never gives less; where one does, applications may be kept apart.
 */
export function tierDeal(
  rule: ItemRule,
  { pool, tiers }: Extract<RuleReward, { readonly kind: 'tiered' }>,
  goods: Goods,
): Deal | undefined {
  const lines = dealLines(goods, pool);
  const units = unitsOn(goods, lines);
  const reachable = reachableTiers(tiers, units);
  const [lowest] = reachable;
  if (lowest === undefined || rule.maxApplications === 0) return undefined;
  const isOneEnough = reachable.every(({ isCapped }) => !isCapped);
  const most = Math.floor(units / lowest.min);
  const limit = !isOneEnough && rule.maxApplications < most ? rule.maxApplications : undefined;
  const codec = countCodec([...reachable.map((tier) => tier.most), limit ?? 0]);
  const used = reachable.length;
  const values = reachable.map(
    ({ off }) => new Map(lines.map((line) => [line, partOf(goods.price[line] ?? 0, off)])),
  );
  const gainIn = (tier: number, line: number): number =>
    gainOn(goods, line, values[tier]?.get(line) ?? 0);
  return {
    rule,
    lines: [lines],
    phases: codec.size,
    dearestFirst: false,
    steps: (line, phase) => {
      const state = codec.decode(phase);
      const mayOpen = limit === undefined || (state[used] ?? 0) < limit;
      const steps: Step[] = [];
      for (const [tier, { min, most: full, isCapped }] of reachable.entries()) {
        const held = state[tier] ?? 0;
        const isOtherOpen = reachable.some((_, at) => at !== tier && (state[at] ?? 0) > 0);
        if (isOneEnough && isOtherOpen) continue;
        const enter = (count: number, opens: boolean): void => {
          const next = [...state];
          next[tier] = count;
          if (opens && limit !== undefined) next[used] = (state[used] ?? 0) + 1;
          steps.push({ to: codec.encode(next), gain: gainIn(tier, line), role: tier, opens });
        };
        if (held > 0 && (held < full || !isCapped)) enter(Math.min(held + 1, full), false);
        if (mayOpen && (held === 0 || (isCapped && held >= min))) enter(1, true);
      }
      return steps;
    },
    missing: (phase) => {
      const state = codec.decode(phase);
      return [
        reachable.reduce((sum, { min }, tier) => {
          const held = state[tier] ?? 0;
          return held === 0 ? sum : sum + Math.max(0, min - held);
        }, 0),
      ];
    },
    share: (line) => Math.max(...reachable.map((_, tier) => gainIn(tier, line))),
    hope: NO_HOPE,
    group: (taken) => {
      const groups: number[][] = [];
      const open = new Map<number, number[]>();
      for (const { line, step } of taken) {
        const group = step.opens ? [] : (open.get(step.role) ?? []);
        if (step.opens) groups.push(group);
        open.set(step.role, group);
        group.push(line);
      }
      return groups;
    },
  };
}

function reachableTiers(tiers: readonly Tier[], units: number): ReachableTier[] {
  const reached = tiers.filter(({ min }, at) => min <= units && tiers[at + 1]?.min !== min);
  return reached.map((tier, at) => {
    const next = reached[at + 1];
    const isCapped = reached.slice(at + 1).some((later) => compare(later.off, tier.off) < 0);
    return { ...tier, isCapped, most: isCapped && next !== undefined ? next.min - 1 : tier.min };
  });
}
