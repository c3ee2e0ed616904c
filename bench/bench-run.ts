import type { SitePair } from '../tools/region/site-pair.ts';
import type { SeedPerson } from '../tools/demo/seed/people.ts';
import type { BenchTill } from './bench-till.ts';

/** What every measurement gets: one region with its data, and how much to do. */
export type BenchRun = {
  quick: boolean;
  pair: SitePair;
  articles: number;
  /** Codes a scanner would read, of articles of the region. */
  gtins: readonly string[];
  /** Names of those articles. */
  names: readonly string[];
  /** Live at the till. */
  promotions: number;
  cashier: SeedPerson;
  /** The till the region's tellers share; started at the first use, up to the selling screen. */
  till(): Promise<BenchTill>;
  /** A folder of this run for something named. */
  place(name: string): string;
  say(line: string): void;
};
