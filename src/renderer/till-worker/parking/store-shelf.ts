import type { BasketParkedBody } from '../../../contracts/op.ts';
import type {
  BasketTakenOverBody,
  ParkedHandedAnswer,
  StoreParkedAnswer,
} from '../../../contracts/parked-baskets.ts';
import { isSane, LAST_MS } from '../../../contracts/sane.ts';
import type { CommitResult, Fact } from '../../../sync/core/commit.ts';
import type { ShelvedRow } from '../../../sync/core/ports.ts';
import type { StoreParkedSale } from '../../shared/parking-api.ts';
import type { Done, Refusal } from '../../shared/till-api.ts';
import { DONE } from '../desk-answers.ts';
import { plainFact } from '../selling/facts.ts';
import type { AskedBaskets } from './asked-baskets.ts';
import { BasketCall } from './basket-call.ts';
import { parkedBody } from './parked-body.ts';
import type { ParkedLine } from './parked-line.ts';
import {
  CANNOT_COME,
  GONE_THERE,
  LINE_DOWN,
  NOT_IN_TRAINING,
  ON_THIS_SHELF,
  tillIsSilent,
} from './parking-refusals.ts';

export type StoreShelfPorts = {
  line: Pick<ParkedLine, 'list' | 'handed' | 'ask'>;
  sites: () => readonly string[];
  isTraining: () => boolean;
  shelf: () => Promise<ShelvedRow[]>;
  commit: (fact: Fact) => Promise<CommitResult>;
  asked: Pick<AskedBaskets, 'all' | 'add' | 'settle'>;
  businessDate: () => string;
  /** Number of who is signed in; nobody has to be. */
  cashier: () => string | undefined;
  /** Why no basket may come onto the screen now. */
  whyNot: () => Refusal | undefined;
  recall: (parkId: string) => Promise<Done | Refusal>;
  /** What is on this till's own shelf changed. */
  changed: () => Promise<unknown>;
  /** One came while nobody waited for it; or cannot, and never will. */
  tell: (what: 'came' | 'refused', from: string, name: string) => void;
  newId: () => string;
  /** Monotonic, ms. */
  now: () => number;
  sleep: (ms: number) => Promise<void>;
};

type Handed = ParkedHandedAnswer['handed'][number];

/** Baskets that are parked at the store's other tills: seen while head office answers, had by asking. */
export class StoreShelf {
  private readonly p: StoreShelfPorts;
  /** The call that somebody stands and waits for. */
  private waited: object | undefined;

  constructor(p: StoreShelfPorts) {
    this.p = p;
  }

  /** Newest first. What was handed to this till comes onto its own shelf on the way. */
  async list(): Promise<{ ok: true; sales: StoreParkedSale[] } | Refusal> {
    if (this.p.isTraining()) return NOT_IN_TRAINING;
    const sites = this.p.sites();
    const told = await Promise.all(sites.map((site) => this.p.line.list(site)));
    const heard = told.filter((one) => one !== undefined);
    if (heard.length === 0) return LINE_DOWN;
    // After the lists: what is parked there no more and was handed to this till is told by now.
    await Promise.all(sites.map((site) => this.fetch(site)));
    const sales = new Map<string, StoreParkedSale>();
    for (const one of heard.flat().filter(isShowable))
      sales.set(`${one.till}/${one.park_id}`, saleOf(one));
    return { ok: true, sales: [...sales.values()].sort((a, b) => b.atMs - a.atMs) };
  }

  /**
   * Asks the till that holds it, waits for its answer and goes on with the basket. Whatever comes later,
   * or between two steps of this, stands on this till's shelf (PARK5).
   */
  async take(wanted: { till: string; parkId: string }): Promise<Done | Refusal> {
    if (this.p.isTraining()) return NOT_IN_TRAINING;
    const why = this.p.whyNot();
    if (why !== undefined) return why;
    const waits = {};
    this.waited = waits;
    try {
      return await this.call(wanted, waits);
    } finally {
      if (this.waited === waits) this.waited = undefined;
    }
  }

  private async call(
    wanted: { till: string; parkId: string },
    waits: object,
  ): Promise<Done | Refusal> {
    const ask = await this.p.asked.add(wanted, this.p.newId);
    let problem: Refusal | undefined;
    const arrives = async (site: string): Promise<boolean> => {
      problem = (await this.fetch(site)).get(ask.handId) ?? problem;
      const isHere = (await this.p.shelf()).some(({ parkId }) => parkId === ask.handId);
      return isHere || problem !== undefined;
    };
    const { line, now, sleep } = this.p;
    const call = new BasketCall({ line, sites: this.p.sites(), arrives, now, sleep }, ask);
    const end = await call.run();
    if (problem !== undefined) return problem;
    if (end === 'gone') return GONE_THERE;
    if (end === 'line-down') return LINE_DOWN;
    return end === 'silent' ? tillIsSilent(wanted.till) : this.goOn(ask.handId, waits);
  }

  /** Nobody waits any more: what comes now is told, and stands on the shelf. */
  leave(): Done {
    this.waited = undefined;
    return DONE;
  }

  /** A site is heard again: what was asked for may have been handed over meanwhile. */
  async look(site: string): Promise<void> {
    if (!this.p.isTraining()) await this.fetch(site);
  }

  private async goOn(handId: string, waits: object): Promise<Done | Refusal> {
    // Something may have been sold, or the list left, while the other till was asked.
    if (this.waited !== waits || this.p.whyNot() !== undefined) return ON_THIS_SHELF;
    return this.p.recall(handId);
  }

  /** Takes over what that site tells of; why not, by id: one that cannot come stands in no other's way. */
  private async fetch(site: string): Promise<Map<string, Refusal>> {
    const problems = new Map<string, Refusal>();
    const asked = await this.p.asked.all();
    if (asked.length === 0) return problems;
    const hands = asked.map(({ handId }) => handId);
    for (const handed of (await this.p.line.handed(site, hands)) ?? []) {
      const problem = await this.takeOver(handed);
      if (problem !== undefined) problems.set(handed.hand_id, problem);
    }
    return problems;
  }

  /** Once, however often and by how many sites it is told: its place on the shelf stays marked. */
  private async takeOver(handed: Handed): Promise<Refusal | undefined> {
    const { hand_id: handId, till, park_id: parkId } = handed;
    const asked = (await this.p.asked.all()).find((one) => one.handId === handId);
    // What nobody here asked for is not taken, whoever tells of it (PARK8).
    if (asked?.till !== till || asked.parkId !== parkId) return undefined;
    const basket = parkedBody(handed.body);
    if (basket === undefined || !isShowable(basket)) return this.refuse(handed);
    const done = await this.p.commit(
      takenOver(basket, handed, this.p.businessDate(), this.p.cashier()),
    );
    if (!done.ok && done.kind === 'too-large') return this.refuse(handed);
    if (!done.ok && done.kind !== 'gone') return done;
    await this.p.asked.settle(handId);
    if (!done.ok) return undefined;
    await this.p.changed();
    if (this.waited === undefined) this.p.tell('came', till, basket.name);
    return undefined;
  }

  private async refuse({ hand_id: handId, till, body }: Handed): Promise<Refusal> {
    // Several sites may tell of it at once.
    if (await this.p.asked.settle(handId)) this.p.tell('refused', till, body.name);
    return CANNOT_COME;
  }
}

function takenOver(
  basket: BasketParkedBody,
  { hand_id, till, park_id }: Handed,
  businessDate: string,
  cashier: string | undefined,
): Fact {
  const told: BasketTakenOverBody = {
    ...basket,
    park_id: hand_id,
    from: { till, park_id },
    ...(cashier === undefined ? {} : { taken_by: cashier }),
  };
  const row: ShelvedRow = { parkId: hand_id, isGone: false, body: told };
  return { ...plainFact('basket-taken-over', businessDate, told), shelf: { putOnce: row } };
}

/** What no till can have parked is nothing to show, whichever site or till says so. */
function isShowable(one: { at_ms: number; total: number; items: number }): boolean {
  return one.at_ms <= LAST_MS && isSane(one.total) && isSane(one.items);
}

function saleOf(told: StoreParkedAnswer['parked'][number]): StoreParkedSale {
  const { till, park_id: parkId, name, at_ms: atMs, total, items, cashier } = told;
  return { till, parkId, name, atMs, total, items, cashier };
}
