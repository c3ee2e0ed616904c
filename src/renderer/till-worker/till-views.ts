import type { EvaluatedFlag } from './flags/flag-set.ts';
import { voucherLength } from '../../domain/stored-value/voucher-number.ts';
import type { ShiftRow } from '../../sync/core/ports.ts';
import type {
  CashierFace,
  CatalogueView,
  FlagView,
  Phase,
  SoldView,
  TillFace,
  TillView,
} from '../shared/till-api.ts';
import type { DrawerFace, ShiftFace } from '../shared/close-api.ts';
import { languageOf } from '../shared/words/languages.ts';
import { notesOf } from './selling/till-rules.ts';
import type { TillCore } from './till-core.ts';

/** Where the store says nothing; between two and five minutes (dom-A5). */
const AUTO_LOCK_S = 180;

/** Which till this is, for the header and the money format. */
export function tillFace({ identity, info, keepsData }: TillCore): TillFace {
  const { profile } = identity;
  const { gift_cards: cards } = profile;
  return {
    region: identity.region,
    store: identity.store,
    storeName: profile.name,
    till: identity.till,
    currency: profile.currency,
    locale: profile.locale,
    timeZone: profile.time_zone,
    priceMode: profile.price_mode,
    notes: notesOf(profile.currency),
    host: info.host,
    build: info.build,
    language: languageOf(profile.language),
    autoLockMs: (profile.auto_lock_s ?? AUTO_LOCK_S) * 1000,
    weakHost: info.journal_host === 'opfs',
    giftCards: cards && {
      prefix: cards.prefix,
      length: cards.length,
      ...(cards.vouchers === undefined ? {} : { voucherLength: voucherLength(cards.prefix) }),
    },
    mailsReceipts: profile.mails_receipts === true,
    keepsData,
  };
}

export function catalogueView({ catalogue }: TillCore): CatalogueView {
  return {
    ready: catalogue.ready,
    articles: catalogue.index.size,
    loadedPercent: catalogue.loadedPercent,
    updatedMs: catalogue.updatedMs,
  };
}

export function flagViews(flags: readonly EvaluatedFlag[]): FlagView[] {
  return flags.map(({ key, variant, value }) => ({ key, variant, value }));
}

/** Who stands at the till, and what they are at. */
export function peopleView(
  at: {
    readonly cashier: CashierFace | undefined;
    readonly shift: ShiftRow | undefined;
    readonly sold: SoldView | undefined;
    readonly salesOfShift: number;
    readonly shifts: {
      readonly ask: ShiftFace['closeAsk'];
      readonly all: readonly ShiftRow[];
    };
  },
  training: TillView['training'],
): Pick<TillView, 'phase' | 'cashier' | 'shift' | 'openShifts' | 'drawers' | 'training'> {
  const { cashier, shift, sold, salesOfShift } = at;
  return {
    training,
    phase: phaseOf(cashier, shift, sold),
    cashier,
    shift: shift && {
      shiftId: shift.shiftId,
      businessDate: shift.businessDate,
      float: shift.float,
      sales: salesOfShift,
      closeAsk: at.shifts.ask,
    },
    openShifts: at.shifts.all.length,
    drawers: cashier === undefined ? [] : othersOf(at.shifts.all, shift),
  };
}

/** What else is open beside the shift in hand; nothing where all share one drawer. */
function othersOf(all: readonly ShiftRow[], open: ShiftRow | undefined): DrawerFace[] {
  return all
    .filter(({ shiftId }) => shiftId !== open?.shiftId)
    .map(({ shiftId, cashier, openedMs, suspended }) => {
      return { shiftId, cashier, openedMs, isSuspended: suspended !== undefined };
    });
}

function phaseOf(
  cashier: CashierFace | undefined,
  shift: ShiftRow | undefined,
  sold: SoldView | undefined,
): Phase {
  if (cashier === undefined) return { at: 'signed-out' };
  if (shift === undefined) return { at: 'no-shift' };
  if (shift.suspended !== undefined)
    return { at: 'suspended', by: shift.suspended.cashier, sinceMs: shift.suspended.atMs };
  return sold === undefined ? { at: 'selling' } : { at: 'sold', sale: sold };
}
