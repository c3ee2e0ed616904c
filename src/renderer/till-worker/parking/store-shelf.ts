import {
  BasketTakenOverBody,
  type ParkedAsk,
  type StoreParkedAnswer,
} from '../../../contracts/parked-baskets.ts';
import { parse } from '../../../contracts/parse.ts';
import { isSane, LAST_MS } from '../../../contracts/sane.ts';
import type { CommitResult, Fact } from '../../../sync/core/commit.ts';
import type { ShelvedRow } from '../../../sync/core/ports.ts';
import type { StoreParkedSale } from '../../shared/parking-api.ts';
import type { Done, Refusal } from '../../shared/till-api.ts';
import { plainFact } from '../selling/facts.ts';
import type { ParkedLine } from './parked-line.ts';
import {
  GONE_THERE,
  LINE_DOWN,
  NOT_IN_TRAINING,
  ON_THIS_SHELF,
  tillIsSilent,
} from './parking-refusals.ts';

export type StoreShelfPorts = {
  line: ParkedLine;
  sites: () => readonly string[];
  isTraining: () => boolean;
  shelf: () => Promise<ShelvedRow[]>;
  commit: (fact: Fact) => Promise<CommitResult>;
  businessDate: () => string;
  /** Why no basket may come onto the screen now. */
  whyNot: () => Refusal | undefined;
  recall: (parkId: string) => Promise<Done | Refusal>;
  /** What is on this till's own shelf changed. */
  changed: () => Promise<unknown>;
  /** Monotonic, ms. */
  now: () => number;
  sleep: (ms: number) => Promise<void>;
};

type Handed = StoreParkedAnswer['handed'][number];

/** A little longer than an ask stands at head office: a yes of the last moment still has to arrive, ms. */
const WAIT_MS = 12_000;
const LOOK_AGAIN_MS = 500;

/** Baskets that are parked at the store's other tills: seen while head office answers, had by asking. */
export class StoreShelf {
  private readonly p: StoreShelfPorts;

  constructor(p: StoreShelfPorts) {
    this.p = p;
  }

  /** Newest first. What was handed to this till comes onto its own shelf on the way. */
  async list(): Promise<{ ok: true; sales: StoreParkedSale[] } | Refusal> {
    if (this.p.isTraining()) return NOT_IN_TRAINING;
    const told = await this.told(this.p.sites());
    if (told.length === 0) return LINE_DOWN;
    const taken = await this.takeOver(told);
    if (!taken.ok) return taken;
    const sales = new Map<string, StoreParkedSale>();
    for (const { parked } of told)
      for (const one of parked.filter(isShowable))
        sales.set(`${one.till}/${one.park_id}`, saleOf(one));
    return { ok: true, sales: [...sales.values()].sort((a, b) => b.atMs - a.atMs) };
  }

  /**
   * Asks the till that holds it, waits for its answer and goes on with the basket. Whatever comes later,
   * or between two steps of this, stands on this till's shelf (PARK5).
   */
  async take(ask: ParkedAsk): Promise<Done | Refusal> {
    if (this.p.isTraining()) return NOT_IN_TRAINING;
    const why = this.p.whyNot();
    if (why !== undefined) return why;
    const until = this.p.now() + WAIT_MS;
    const sites = this.p.sites();
    const said = await Promise.all(sites.map((site) => this.p.line.ask(site, ask)));
    if (said.every((one) => one === undefined)) return LINE_DOWN;
    const asked = sites.filter((_, at) => said[at] === 'asked');
    for (;;) {
      const told = await this.told(sites);
      const taken = await this.takeOver(told);
      if (!taken.ok) return taken;
      const mine = (await this.p.shelf()).find((row) => isFrom(row, ask));
      if (mine !== undefined) return this.goOn(mine.parkId);
      // A site that never knew of it may be behind; one that did and does not list it any more is not.
      const knows = told.filter(({ site }) => asked.includes(site));
      const isGone = asked.length === 0 || knows.some((one) => !isListed(one, ask));
      if (isGone) return GONE_THERE;
      if (this.p.now() >= until) return tillIsSilent(ask.till);
      await this.p.sleep(LOOK_AGAIN_MS);
    }
  }

  private async goOn(parkId: string): Promise<Done | Refusal> {
    // Something may have been sold while the other till was asked.
    if (this.p.whyNot() !== undefined) return ON_THIS_SHELF;
    return this.p.recall(parkId);
  }

  private async told(sites: readonly string[]): Promise<StoreParkedAnswer[]> {
    const answers = await Promise.all(sites.map((site) => this.p.line.list(site)));
    return answers.filter((one) => one !== undefined);
  }

  /** Each once, however often and by how many sites it is told: its place on the shelf stays marked. */
  private async takeOver(told: readonly StoreParkedAnswer[]): Promise<Done | Refusal> {
    let isChanged = false;
    for (const handed of told.flatMap((one) => one.handed)) {
      const done = await this.p.commit(takenOver(handed, this.p.businessDate()));
      if (!done.ok && done.kind !== 'gone') return done;
      isChanged ||= done.ok;
    }
    if (isChanged) await this.p.changed();
    return { ok: true };
  }
}

function takenOver({ hand_id, till, park_id, body }: Handed, businessDate: string): Fact {
  const told: BasketTakenOverBody = { ...body, park_id: hand_id, from: { till, park_id } };
  const row: ShelvedRow = { parkId: hand_id, isGone: false, body: told };
  return {
    ...plainFact('basket-taken-over', businessDate, told),
    shelf: { putOnce: row },
  };
}

function isFrom({ body }: ShelvedRow, { till, park_id }: ParkedAsk): boolean {
  const from = parse(BasketTakenOverBody, body)?.from;
  return from?.till === till && from.park_id === park_id;
}

function isListed({ parked }: StoreParkedAnswer, ask: ParkedAsk): boolean {
  return parked.some(({ till, park_id }) => till === ask.till && park_id === ask.park_id);
}

/** What no till can have parked is nothing to show, whichever site or till says so. */
function isShowable({ at_ms: atMs, total, items }: StoreParkedAnswer['parked'][number]): boolean {
  return atMs <= LAST_MS && isSane(total) && isSane(items);
}

function saleOf(told: StoreParkedAnswer['parked'][number]): StoreParkedSale {
  const { till, park_id: parkId, name, at_ms: atMs, total, items, cashier } = told;
  return { till, parkId, name, atMs, total, items, cashier };
}
