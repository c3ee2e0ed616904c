import type { DayPictures } from '../../contracts/day-pictures.ts';
import type { LanFailure } from '../../contracts/lan.ts';
import type { DayTill } from '../../domain/store-day/store-day.ts';
import type { Lead } from '../../domain/exceptions/leads.ts';
import type { StoreSums } from '../../domain/cashup/store-sums.ts';
import type { Approver } from './terms-api.ts';
import type { Done, Refusal } from './till-api.ts';

/** A close of the day that was made before, here or at another till. */
export type StoreCloseTold = {
  closeId: string;
  till: string;
  atMs: number;
  closedBy: string;
  approver?: string;
  missing: readonly string[];
  /** No till was there: `till` is 00. */
  isAtHeadOffice?: true;
};

/** A store's day on the screen. Amounts in minor units of the currency beside them. */
export type StoreDayView = {
  day: string;
  /** The store's calendar date: no day after it. */
  today: string;
  tills: readonly DayTill[];
  sums: readonly ({ currency: string } & StoreSums)[];
  /** May have sold and have no Z. */
  missing: readonly string[];
  isProven: boolean;
  /** Head office answered. */
  isOnline: boolean;
  lan: { isOn: boolean; unheard: readonly { address: string; failure: LanFailure }[] };
  /** Oldest first. */
  closes: readonly StoreCloseTold[];
  /** What head office found worth a look; none while it cannot be asked. */
  leads: readonly Lead[];
  /** Whoever closes has counted a drawer of this day: a second person signs (dom-Z13). */
  needsSecond: boolean;
  /** This till: its own Zs are put right here. */
  ownTill: string;
  /** The day is near enough, and the store has not closed it. */
  canAdjust: boolean;
};

/** Commands about the store's day. Each answers `needs-approval` where the own right ends. */
export type StoreDayCommands = {
  /** Asks every till of the store and head office; three seconds at most. Where no day is named, the one to be closed next. */
  'store-day': {
    arg: { day?: string; approver?: Approver };
    answer: { ok: true; view: StoreDayView } | Refusal;
  };
  /** The day in figures for charts, one a currency. Head office alone can tell: `head-office-away` while it cannot be asked. */
  'store-day-pictures': {
    arg: { day: string; approver?: Approver };
    answer: { ok: true; pictures: readonly DayPictures[] } | Refusal;
  };
  /**
   * Puts right what was declared of one tender of a Z of this till, beside the Z (dom-Z12). `before` is what
   * stood there when it was looked at; minor units of the tender's currency. A second person always signs.
   */
  'adjust-declaration': {
    arg: {
      zId: string;
      tender: string;
      before: number;
      after: number;
      reason: string;
      approver?: Approver;
    };
    answer: Done | Refusal;
  };
  /**
   * Closes the day as it is shown: `missing` are the tills that whoever closes has been told are missing,
   * and where they are others by now nothing is closed.
   */
  'close-store': {
    arg: { day: string; missing: readonly string[]; note?: string; approver?: Approver };
    answer: { ok: true; view: StoreDayView } | Refusal;
  };
};
