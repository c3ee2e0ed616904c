import type { LanHeard } from '../../../contracts/lan.ts';
import type { StoreClosedBody } from '../../../contracts/store-close.ts';
import { storeDay, type StoreDay, type TillWord } from '../../../domain/store-day/store-day.ts';
import type { Lead } from '../../../domain/exceptions/leads.ts';
import type { CommitResult, Fact } from '../../../sync/core/commit.ts';
import type { StoreCloseTold, StoreDayCommands, StoreDayView } from '../../shared/store-day-api.ts';
import type { Approver } from '../../shared/terms-api.ts';
import type { Refusal } from '../../shared/till-api.ts';
import { later } from '../../shared/words/say.ts';
import { COUNTED_IT } from '../close/close-refusals.ts';
import { isStillOpen } from './adjust-desk.ts';
import { BUSY, NOT_SIGNED_IN } from '../desk-answers.ts';
import type { SignedOff } from '../people/sign-off.ts';
import { plainFact } from '../selling/facts.ts';
import { wordOfLan } from './word-of-lan.ts';

type Answer = StoreDayCommands['close-store']['answer'];

/** What head office said of a day. */
export type HeadOfficeDay = {
  words: readonly TillWord[];
  closes: readonly StoreCloseTold[];
  leads: readonly Lead[];
};

export type StoreDayDeskPorts = {
  own: { store: string; till: string };
  cashier: () => string | undefined;
  today: () => string;
  /** The day that is to be closed next: of the open shift, else of the last Z without a close. */
  nextDay: () => Promise<string>;
  /** Tills of the store that were ever heard of here, and those heard of now. */
  known: (heard: readonly string[]) => Promise<readonly string[]>;
  may: (approver: Approver | undefined) => Promise<SignedOff | Refusal>;
  /** A second person's word; never of who counted. */
  second: (
    approver: Approver | undefined,
    counters: readonly string[],
  ) => Promise<{ ok: true; number: string } | Refusal>;
  ownDay: (day: string) => Promise<TillWord>;
  /** Closes that this till knows of by itself. */
  ownCloses: (day: string) => Promise<readonly StoreCloseTold[]>;
  lan: (day: string) => Promise<{ on: boolean; heard: readonly LanHeard[] }>;
  headOffice: (day: string) => Promise<HeadOfficeDay | undefined>;
  commit: (fact: Fact) => Promise<CommitResult>;
  newId: () => string;
  wallMs: () => number;
};

export const BAD_DAY: Refusal = { ok: false, kind: 'bad-day', next: later('Choose a day.') };
const OTHERS_MISSING: Refusal = {
  ok: false,
  kind: 'others-missing',
  next: later('The tills have changed meanwhile. Look at the list again.'),
};
const NOT_CLOSED: Refusal = {
  ok: false,
  kind: 'not-closed',
  next: later('The day was not closed. Free disk space, then try again.'),
};

export const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Everything asked for a day, and what it adds up to. */
type Asked = {
  day: string;
  today: string;
  found: StoreDay;
  online: boolean;
  lan: StoreDayView['lan'];
  closes: readonly StoreCloseTold[];
  leads: readonly Lead[];
};

/**
 * The store's end of day (dom-Z11), at any till: what each till says by itself, over the LAN, and what head
 * office holds, put together. Closing it needs neither: who cannot be heard is named, and what a missing
 * till tells later stands beside the close and never changes it.
 */
export class StoreDayDesk {
  private readonly p: StoreDayDeskPorts;
  private isClosing = false;

  constructor(p: StoreDayDeskPorts) {
    this.p = p;
  }

  async tell({
    day,
    approver,
  }: StoreDayCommands['store-day']['arg']): Promise<StoreDayCommands['store-day']['answer']> {
    const signed = await this.p.may(approver);
    if (!signed.ok) return signed;
    const asked = day ?? (await this.p.nextDay());
    if (!DAY.test(asked)) return BAD_DAY;
    return { ok: true, view: viewOf(await this.ask(asked), signed.cashier, this.p.own.till) };
  }

  /** A key pressed twice closes it once. */
  async close(arg: StoreDayCommands['close-store']['arg']): Promise<Answer> {
    if (this.isClosing) return BUSY;
    this.isClosing = true;
    try {
      return await this.closed(arg);
    } finally {
      this.isClosing = false;
    }
  }

  private async closed({
    day,
    missing,
    note,
    approver,
  }: StoreDayCommands['close-store']['arg']): Promise<Answer> {
    if (!DAY.test(day)) return BAD_DAY;
    const cashier = this.p.cashier();
    if (cashier === undefined) return NOT_SIGNED_IN;
    const asked = await this.ask(day);
    const { found } = asked;
    if (found.missing.join() !== missing.join()) return OTHERS_MISSING;
    const signed = await this.signed(found, cashier, approver);
    if (!signed.ok) return signed;
    const body: StoreClosedBody = {
      close_id: this.p.newId(),
      ...this.p.own,
      business_date: day,
      at_ms: this.p.wallMs(),
      closed_by: signed.cashier,
      ...(signed.approver === undefined ? {} : { approver: signed.approver }),
      ...factsOf(asked),
      ...(asked.lan.unheard.length === 0
        ? {}
        : { unheard: asked.lan.unheard.map(({ address }) => address) }),
      ...(note === undefined || note.trim() === '' ? {} : { note: note.trim().slice(0, 200) }),
    };
    const told = await this.p.commit(plainFact('store-closed', day, body));
    if (!told.ok) return NOT_CLOSED;
    const closes = [...asked.closes, closeTold(body)];
    return { ok: true, view: viewOf({ ...asked, closes }, signed.cashier, this.p.own.till) };
  }

  /**
   * Who closes by right, on somebody's word where their own does not reach. Who closed a till of this day
   * is no witness to it: not alone, and not as the one who signs (dom-Z13).
   */
  private async signed(
    found: StoreDay,
    cashier: string,
    approver: Approver | undefined,
  ): Promise<SignedOff | Refusal> {
    const counters = countersOf(found);
    const signed = await this.p.may(approver);
    if (!signed.ok) return signed;
    if (signed.cashier !== cashier) return NOT_SIGNED_IN;
    if (signed.approver !== undefined && counters.includes(signed.approver)) return COUNTED_IT;
    if (!counters.includes(cashier)) return signed;
    const second = await this.p.second(approver, counters);
    if (!second.ok) return second;
    if (this.p.cashier() !== cashier) return NOT_SIGNED_IN;
    return { ok: true, cashier, approver: second.number };
  }

  private async ask(day: string): Promise<Asked> {
    const [own, ownCloses, lan, office] = await Promise.all([
      this.p.ownDay(day),
      this.p.ownCloses(day),
      this.p.lan(day).catch(() => ({ on: false, heard: [] as LanHeard[] })),
      this.p.headOffice(day).catch(() => undefined),
    ]);
    const heard = lan.heard.flatMap((one) => (one.ok ? (wordOfLan(one.day) ?? []) : []));
    const unheard = lan.heard.flatMap((one) => {
      if (one.ok)
        return wordOfLan(one.day) === undefined
          ? [{ address: one.address, failure: 'stranger' as const }]
          : [];
      return [{ address: one.address, failure: one.failure }];
    });
    const words = [own, ...heard, ...(office?.words ?? [])];
    const closes = new Map(
      [...(office?.closes ?? []), ...ownCloses].map((close) => [close.closeId, close]),
    );
    return {
      day,
      today: this.p.today(),
      found: storeDay(words, await this.p.known(words.map(({ till }) => till))),
      online: office !== undefined,
      lan: { isOn: lan.on, unheard },
      closes: [...closes.values()].toSorted((a, b) => a.atMs - b.atMs),
      leads: office?.leads ?? [],
    };
  }
}

/** Who put their name to a count of this day. */
function countersOf({ tills }: StoreDay): string[] {
  const zs = tills.flatMap(({ shifts }) => shifts.flatMap((shift) => shift.zs));
  return [...new Set(zs.map(({ closedBy }) => closedBy))];
}

function factsOf({
  found,
  online,
}: Asked): Pick<StoreClosedBody, 'tills' | 'missing' | 'sums' | 'proven'> {
  return {
    tills: found.tills.map(({ till, state, from, shifts }) => ({
      till,
      state,
      heard: [...from],
      zs: shifts.flatMap((shift) =>
        shift.zs.map(({ zId, number, currency, net, deposit }) => ({
          z_id: zId,
          number,
          currency,
          net,
          deposit,
        })),
      ),
    })),
    missing: [...found.missing],
    sums: [...found.sums].map(([currency, { net, deposit, variance, worstStatus }]) => ({
      currency,
      net,
      deposit,
      variance: { ...variance },
      worst_status: worstStatus,
    })),
    proven: online && found.isProven,
  };
}

function viewOf(
  { day, today, found, online, lan, closes, leads }: Asked,
  cashier: string,
  ownTill: string,
): StoreDayView {
  return {
    day,
    today,
    tills: found.tills,
    sums: [...found.sums].map(([currency, sums]) => ({ currency, ...sums })),
    missing: found.missing,
    isProven: online && found.isProven,
    isOnline: online,
    lan,
    closes,
    leads,
    needsSecond: countersOf(found).includes(cashier),
    ownTill,
    canAdjust: closes.length === 0 && isStillOpen(day, today),
  };
}

/** A close as it is listed. */
export function closeTold(body: StoreClosedBody): StoreCloseTold {
  const { close_id: closeId, till, at_ms: atMs, closed_by: closedBy, approver, missing } = body;
  return {
    closeId,
    till,
    atMs,
    closedBy,
    ...(approver === undefined ? {} : { approver }),
    missing,
  };
}
