import type { BasketHandedOverBody, ParkedAskedAnswer } from '../../../contracts/parked-baskets.ts';
import type { CommitResult, Fact } from '../../../sync/core/commit.ts';
import type { ShelvedRow } from '../../../sync/core/ports.ts';
import { plainFact } from '../selling/facts.ts';
import { parkedBody } from './parked-body.ts';
import type { ParkedLine } from './parked-line.ts';

export type BasketGiverPorts = {
  line: Pick<ParkedLine, 'asked'>;
  /** Number of this till in its store. */
  till: string;
  isTraining: () => boolean;
  shelf: () => Promise<ShelvedRow[]>;
  commit: (fact: Fact) => Promise<CommitResult>;
  /** Monotonic, ms. */
  now: () => number;
  businessDate: () => string;
  /** Nobody has to be signed in. */
  cashier: () => string | undefined;
  /** A basket is that of another till now. */
  given: (to: string, name: string) => void;
};

/**
 * Hands baskets of this till's shelf to tills that ask for them. Only here can it be decided who has one:
 * the op that hands it over takes it off the shelf in the same transaction as a recall would, so that one
 * of the two finds it gone (PARK4).
 */
export class BasketGiver {
  private readonly p: BasketGiverPorts;

  constructor(p: BasketGiverPorts) {
    this.p = p;
  }

  /** A site says that somebody asks, or may have while it was not heard. */
  async look(site: string): Promise<void> {
    // In training the shelf rests: nothing of it is recalled or handed over (TRN2).
    if (this.p.isTraining() || (await this.p.shelf()).length === 0) return;
    // Counted from before the question, so that no way is too long.
    const from = this.p.now();
    for (const ask of (await this.p.line.asked(site)) ?? []) await this.answer(ask, from);
  }

  private async answer(ask: ParkedAskedAnswer['asked'][number], from: number): Promise<void> {
    const { p } = this;
    if (ask.till === p.till) return;
    const row = (await p.shelf()).find(({ parkId }) => parkId === ask.park_id);
    const basket = row && parkedBody(row.body);
    // Who waited so long was told that nobody answers, and may have rung up the goods again.
    if (basket === undefined || p.now() >= from + ask.left_ms) return;
    const cashier = p.cashier();
    const body: BasketHandedOverBody = {
      park_id: ask.park_id,
      to: ask.till,
      hand_id: ask.hand_id,
      ...(cashier === undefined ? {} : { cashier }),
      basket,
    };
    const fact = plainFact('basket-handed-over', p.businessDate(), body);
    const done = await p.commit({ ...fact, shelf: { take: ask.park_id } });
    if (done.ok) p.given(ask.till, basket.name);
  }
}
