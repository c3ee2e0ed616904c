import type { Deal } from './deal.ts';

/**
 * The order in which the search meets the lines. Deals that give the cheapest away must meet theirs
 * dearest first; within that, lines that open few deals and close many come first, which keeps few
 * deals open at a time and so the search narrow.
 */
export function lineOrder(
  lines: readonly number[],
  deals: readonly Deal[],
  price: readonly number[],
): number[] {
  const dearestFirst = [...lines].sort((a, b) => (price[b] ?? 0) - (price[a] ?? 0));
  if (deals.length === 1) return dearestFirst;
  const dealsOf = new Map<number, number[]>(lines.map((line) => [line, []]));
  const unmet = deals.map((deal) => {
    const members = new Set(deal.lines.flat().filter((line) => dealsOf.has(line)));
    return [...members].sort((a, b) => (price[b] ?? 0) - (price[a] ?? 0));
  });
  for (const [at, members] of unmet.entries()) {
    for (const line of members) dealsOf.get(line)?.push(at);
  }
  const total = unmet.map((members) => members.length);
  const left = [...total];
  const next = deals.map(() => 0);
  const done = new Set<number>();
  const isFree = (line: number): boolean =>
    (dealsOf.get(line) ?? []).every((at) => {
      if (deals[at]?.dearestFirst !== true) return true;
      const first = unmet[at]?.[next[at] ?? 0];
      return first === line || (price[first ?? line] ?? 0) === (price[line] ?? 0);
    });
  const costOf = (line: number): number =>
    (dealsOf.get(line) ?? []).reduce(
      (cost, at) => cost + (left[at] === total[at] ? 1 : 0) - (left[at] === 1 ? 1 : 0),
      0,
    );
  const order: number[] = [];
  while (order.length < lines.length) {
    let best: number | undefined;
    let bestCost = Number.POSITIVE_INFINITY;
    for (const line of dearestFirst) {
      if (done.has(line) || !isFree(line)) continue;
      const cost = costOf(line);
      if (cost < bestCost) [best, bestCost] = [line, cost];
    }
    // The dearest line that waits is always free, so one is found.
    if (best === undefined) break;
    done.add(best);
    order.push(best);
    for (const at of dealsOf.get(best) ?? []) {
      left[at] = (left[at] ?? 0) - 1;
      const members = unmet[at] ?? [];
      let first = next[at] ?? 0;
      while (first < members.length && done.has(members[first] ?? -1)) first += 1;
      next[at] = first;
    }
  }
  return order;
}
