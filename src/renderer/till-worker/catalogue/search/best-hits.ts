export type Hit = { readonly record: number; readonly score: number };

/** The best so many of any number of hits, best first: lower scores, then earlier records. */
export class BestHits {
  total = 0;
  private readonly best: Hit[] = [];
  private readonly limit: number;

  constructor(limit: number) {
    this.limit = limit;
  }

  add(hit: Hit): void {
    this.total += 1;
    const last = this.best.at(-1);
    if (this.best.length >= this.limit && (last === undefined || !isBetter(hit, last))) return;
    let at = this.best.length;
    for (; at > 0; at -= 1) {
      const above = this.best[at - 1];
      if (above !== undefined && !isBetter(hit, above)) break;
    }
    this.best.splice(at, 0, hit);
    if (this.best.length > this.limit) this.best.pop();
  }

  list(): readonly Hit[] {
    return this.best;
  }
}

function isBetter(a: Hit, b: Hit): boolean {
  return a.score < b.score || (a.score === b.score && a.record < b.record);
}
