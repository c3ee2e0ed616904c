import { Type } from 'typebox';
import { parse } from '../../../contracts/parse.ts';
import type { TillDb } from '../../../sync/adapters/till-db.ts';

/** A till that had no news for so long says so, ms: flags, prices and people may be others by now. */
export const OLD_AFTER_MS = 14 * 86_400_000;
/** More often it is not worth a write to disk, ms. */
const KEEP_EVERY_MS = 3_600_000;
const NAME = 'news';

const Kept = Type.Integer({ minimum: 0 });

export type NewsAgePorts = {
  /** Where it is kept over restarts; what cannot be read or written never stands in a sale's way. */
  db: Pick<TillDb, 'one'>;
  /** This machine's clock, ms. */
  wallMs: () => number;
  /** Called at each change. */
  isOld: (isOld: boolean) => void;
};

/**
 * When this till last held all that its site serves (NEWS5). What it holds stays in force however old it
 * is; somebody is told, and no longer than until the next answer.
 */
export class NewsAge {
  private readonly p: NewsAgePorts;
  private currentMs: number;
  private keptMs: number;
  private told = false;

  private constructor(p: NewsAgePorts, keptMs: number) {
    this.p = p;
    this.currentMs = keptMs;
    this.keptMs = keptMs;
  }

  static async open(p: NewsAgePorts): Promise<NewsAge> {
    const row = await p.db.one.get(NAME).catch(() => undefined);
    const kept = parse(Kept, row?.value);
    // Never heard of: a new till, or one of the build before. Its age counts from now on.
    const age = new NewsAge(p, kept ?? 0);
    if (kept === undefined) age.current();
    return age;
  }

  /** What is held is what the site serves. */
  current(): void {
    const now = this.p.wallMs();
    this.currentMs = now;
    // A clock that was set back is kept too: by it nothing would be old for as long.
    if (now < this.keptMs || now - this.keptMs >= KEEP_EVERY_MS) this.keep(now);
    this.look();
  }

  /** Time passes without anybody calling. */
  look(): void {
    const isOld = this.p.wallMs() - this.currentMs > OLD_AFTER_MS;
    if (isOld === this.told) return;
    this.told = isOld;
    this.p.isOld(isOld);
  }

  private keep(now: number): void {
    this.keptMs = now;
    void this.p.db.one.put({ name: NAME, value: now }).catch(() => undefined);
  }
}
