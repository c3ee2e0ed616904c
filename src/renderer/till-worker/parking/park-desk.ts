import { BasketParkedBody } from '../../../contracts/op.ts';
import { BasketTakenOverBody } from '../../../contracts/parked-baskets.ts';
import { parse } from '../../../contracts/parse.ts';
import { noteProblem } from '../../../domain/adjust/note-text.ts';
import { liveLines, onlyRecords, type Basket } from '../../../domain/basket.ts';
import { isPartPaid } from '../../../domain/pay/basket-tenders.ts';
import type { CommitResult, Fact } from '../../../sync/core/commit.ts';
import type { ShelvedRow } from '../../../sync/core/ports.ts';
import { LONGEST_PARK_NAME, type ParkedSale } from '../../shared/parking-api.ts';
import type { Approver } from '../../shared/terms-api.ts';
import type { CashierFace, Done, Refusal } from '../../shared/till-api.ts';
import { ANSWER_FIRST, BUSY, DONE, NOT_SIGNED_IN, PART_PAID } from '../desk-answers.ts';
import type { SignOff } from '../people/sign-off.ts';
import { plainFact } from '../selling/facts.ts';
import type { OpenBasket } from '../selling/open-basket.ts';
import { basketFromElsewhere } from './basket-from-elsewhere.ts';
import { isTooLarge } from './hand-over-size.ts';
import { givenUp } from './given-up.ts';
import { NOT_EMPTY, NOT_PARKED, TOO_LARGE, UNREADABLE, WITH_EXCHANGE } from './parking-refusals.ts';
import { EMPTY_BASKET, TERMS_NEXT } from '../terms/terms-refusals.ts';
import { say } from '../../shared/words/say.ts';

export type ParkDeskPorts = {
  signOff: Pick<SignOff, 'may'>;
  /** Who sells, in which shift, on which day. */
  seller: () =>
    { cashier: CashierFace; shiftId: string; businessDate: string; drawer?: 'own' } | undefined;
  /** The basket as a restart would find it. */
  open: () => OpenBasket;
  /** What the basket comes to. */
  sum: () => { total: number; items: number; currency: string };
  isHeld: () => boolean;
  isAsking: () => boolean;
  /** Once the basket is written; nothing else happens to it meanwhile. */
  alone: (run: () => Promise<Done | Refusal>) => Promise<Done | Refusal>;
  shelf: () => Promise<ShelvedRow[]>;
  /** Whether this till's version can go on with a basket of another. */
  reads: (open: OpenBasket) => boolean;
  commit: (fact: Fact) => Promise<CommitResult>;
  /** Tells what was taken off a basket that is nothing but records. */
  tellRecords: () => Promise<Done | Refusal>;
  /** The basket is on the shelf: the till has an empty one. */
  parked: () => void;
  /** The basket is the till's own, and on disk as such. */
  recalled: (open: OpenBasket) => void;
  /** How many sales wait by now. */
  changed: (count: number) => void;
  wallMs: () => number;
  newId: () => string;
};

/**
 * Puts a basket aside and takes it back. It is on the shelf or on the till, never both and never
 * neither: op, shelf and basket change in one transaction (PARK1, PARK2).
 */
export class ParkDesk {
  private readonly p: ParkDeskPorts;

  constructor(p: ParkDeskPorts) {
    this.p = p;
  }

  /** Newest first. */
  async list(): Promise<ParkedSale[]> {
    const rows = await this.p.shelf();
    const sales = rows.flatMap(saleOf).sort((a, b) => b.atMs - a.atMs);
    this.p.changed(sales.length);
    return sales;
  }

  async park(name: string): Promise<Done | Refusal> {
    const busy = this.whyNot();
    if (busy !== undefined) return busy;
    const text = name.trim();
    const problem = text.length > LONGEST_PARK_NAME ? 'note-too-long' : noteProblem(text);
    if (problem !== undefined) return { ok: false, kind: problem, next: nameNext(problem) };
    const { basket } = this.p.open();
    if (basket.exchange !== undefined) return WITH_EXCHANGE;
    if (liveLines(basket).length === 0) return EMPTY_BASKET;
    return this.p.alone(() => this.putAway(text));
  }

  private async putAway(name: string): Promise<Done | Refusal> {
    const seller = this.p.seller();
    if (seller === undefined) return NOT_SIGNED_IN;
    const { basket, ...around } = this.p.open();
    const { past: _steps, ...plain } = basket;
    const body: BasketParkedBody = {
      park_id: this.p.newId(),
      name,
      cashier: seller.cashier.number,
      at_ms: this.p.wallMs(),
      ...this.p.sum(),
      ...(seller.drawer === 'own' ? { shift_id: seller.shiftId } : {}),
      open: { ...around, basket: plain },
    };
    if (isTooLarge(body)) return TOO_LARGE;
    const row: ShelvedRow = { parkId: body.park_id, isGone: false, body };
    const fact = plainFact('basket-parked', seller.businessDate, body, { clearBasket: true });
    const done = await this.p.commit({ ...fact, shelf: { put: row } });
    if (!done.ok) return done;
    this.p.parked();
    return this.counted();
  }

  /** Recalled twice by a double click is recalled once: the second finds the till busy or a basket. */
  async recall(parkId: string): Promise<Done | Refusal> {
    const busy = this.whyNot();
    if (busy !== undefined) return busy;
    if (onlyRecords(this.p.open().basket)) {
      const told = await this.p.tellRecords();
      if (!told.ok) return told;
    }
    if (isInUse(this.p.open().basket)) return NOT_EMPTY;
    return this.p.alone(() => this.takeBack(parkId));
  }

  private async takeBack(parkId: string): Promise<Done | Refusal> {
    const found = await this.find(parkId);
    const seller = this.p.seller();
    if (seller === undefined) return NOT_SIGNED_IN;
    if (found === undefined) return NOT_PARKED;
    const open = this.goesOn(found);
    if (open === undefined) return UNREADABLE;
    const body = { park_id: parkId, cashier: seller.cashier.number };
    const fact = plainFact('basket-recalled', seller.businessDate, body);
    const done = await this.p.commit({ ...fact, shelf: { take: parkId, open } });
    if (!done.ok) return done;
    this.p.recalled(open);
    return this.counted();
  }

  /** What was given up is told like a cancelled basket; who may not do it alone gets a signature. */
  async drop(parkId: string, approver: Approver | undefined): Promise<Done | Refusal> {
    const before = this.p.seller();
    if (before === undefined) return NOT_SIGNED_IN;
    const found = await this.find(parkId);
    if (found === undefined) return NOT_PARKED;
    const total = BigInt(Math.abs(found.total));
    const size = { amount: total, of: total };
    const signed = await this.p.signOff.may([{ action: 'drop-parked', size }], approver);
    if (!signed.ok) return signed;
    const seller = this.p.seller();
    if (seller?.cashier.number !== before.cashier.number) return NOT_SIGNED_IN;
    const { cashier, shiftId, businessDate } = seller;
    const atMs = this.p.wallMs();
    const body = {
      park_id: parkId,
      ...givenUp(found.open, atMs, cashier.number, shiftId),
      ...(signed.approver === undefined ? {} : { approver: signed.approver }),
    };
    const fact = plainFact('parked-dropped', businessDate, body);
    const done = await this.p.commit({ ...fact, shelf: { take: parkId } });
    return done.ok ? this.counted() : done;
  }

  private async counted(): Promise<Done> {
    await this.list();
    return DONE;
  }

  private async find(parkId: string): Promise<BasketParkedBody | undefined> {
    const row = (await this.p.shelf()).find((one) => one.parkId === parkId);
    return row && parse(BasketParkedBody, row.body);
  }

  /** The basket as it goes on here; undefined: this till cannot. */
  private goesOn(body: BasketParkedBody): OpenBasket | undefined {
    // Without a till that it came from, `putAway` wrote it.
    const isOwn = parse(BasketTakenOverBody, body) === undefined;
    const open = isOwn
      ? (body.open as OpenBasket)
      : basketFromElsewhere(body.open, () => this.p.newId());
    return open !== undefined && this.p.reads(open) ? open : undefined;
  }

  /** Why no sale can be recalled now. */
  whyNoRecall(): Refusal | undefined {
    const { basket } = this.p.open();
    const why = this.whyNot();
    return why ?? (isInUse(basket) && !onlyRecords(basket) ? NOT_EMPTY : undefined);
  }

  private whyNot(): Refusal | undefined {
    if (this.p.seller() === undefined) return NOT_SIGNED_IN;
    if (this.p.isHeld()) return BUSY;
    if (this.p.isAsking()) return ANSWER_FIRST;
    return isPartPaid(this.p.open().basket) ? PART_PAID : undefined;
  }
}

function isInUse({ lines, voids, acts = [] }: Basket): boolean {
  return lines.length + voids.length + acts.length > 0;
}

function nameNext(problem: Exclude<ReturnType<typeof noteProblem>, undefined>): string {
  return problem === 'note-too-long'
    ? say('A name has {longestParkName} signs at most.', { longestParkName: LONGEST_PARK_NAME })
    : TERMS_NEXT[problem];
}

function saleOf({ parkId, body }: ShelvedRow): ParkedSale[] {
  const parked = parse(BasketParkedBody, body);
  if (parked === undefined) return [];
  const { name, at_ms: atMs, total, items, cashier } = parked;
  const from = parse(BasketTakenOverBody, body)?.from.till;
  return [{ parkId, name, atMs, total, items, cashier, ...(from && { from }) }];
}
