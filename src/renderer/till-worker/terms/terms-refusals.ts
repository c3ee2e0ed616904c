import type { TermsProblem } from '../../../domain/adjust/basket-terms.ts';
import { LONGEST_NOTE } from '../../../domain/adjust/note-text.ts';
import type { GuardedAction, Limit } from '../../../domain/adjust/permissions.ts';
import { formatMoney, type MoneySetting } from '../../shared/format/money-format.ts';
import { NEEDS_APPROVAL } from '../../shared/terms-api.ts';
import type { Refusal } from '../../shared/till-api.ts';
import { later, say, sayLater, type Words } from '../../shared/words/say.ts';

/** What to do where the basket does not take new terms. */
export const TERMS_NEXT: Record<
  Exclude<TermsProblem, 'no-such-line' | 'line-voided' | 'line-too-large'>,
  string
> = {
  'bad-discount': later('Key a discount above nothing, and not above the goods it is for.'),
  'bad-override-price': later('Key a price above nothing, up to a million.'),
  'not-discountable': later('This article is always sold at its price.'),
  get 'note-too-long'() {
    return say('A note has {most} signs at most.', { most: LONGEST_NOTE });
  },
  'note-unprintable': later('The note has signs that cannot be printed.'),
  'card-number': later('This looks like a card number. It must not be kept anywhere.'),
};

const WHAT: Record<GuardedAction, Words> = {
  'line-discount': later('a discount of this size'),
  'basket-discount': later('a discount of this size'),
  'price-override': later('this price'),
  'tax-exempt': later('a sale without tax'),
  'line-void': later('goods that are taken off'),
  'cancel-basket': later('a sale that is given up'),
  reprint: later('a copy of a receipt'),
  return: later('a return of this size'),
  'return-no-receipt': later('a return without a receipt'),
  'return-no-receipt-day': later('so many returns without a receipt in a day'),
  'return-offline': later('a return of this size while the line is down'),
  'return-offline-day': later('so many returns a day while the line is down'),
  'post-void': later('undoing a sale'),
  'refund-other-tender': later('cash for what was paid by card'),
  'no-sale': later('opening the drawer without a sale'),
  'drop-parked': later('dropping a parked sale'),
  training: later('beginning training'),
  'edit-quick-keys': later('changing the store’s quick keys'),
  'settle-card': later('a card payment that nobody knows of'),
  'cash-move': later('cash that moves without a sale'),
  'x-report': later('the figures of the running shift'),
  'close-shift': later('closing the shift'),
  'approve-count': later('a count that is so far off'),
  'close-store': later('The store’s day'),
  'adjust-declaration': later('putting right what was declared'),
};

/** How far a limit reaches, e.g. "up to 10 % and 20,00 €"; empty where it names no figure. */
function reachOf({ allowed, maxHundredths, maxAmount }: Limit, setting: MoneySetting): string {
  if (!allowed) return '';
  const percent =
    maxHundredths === undefined
      ? []
      : [`${(maxHundredths / 100).toLocaleString(setting.locale)} %`];
  const amount = maxAmount === undefined ? [] : [formatMoney(maxAmount, setting)];
  const figures = [...percent, ...amount];
  return figures.length === 0
    ? ''
    : figures.length === 1
      ? say('up to {limit}', { limit: figures[0] ?? '' })
      : say('up to {percent} and {amount}', {
          percent: figures[0] ?? '',
          amount: figures[1] ?? '',
        });
}

export function needsApproval(
  action: GuardedAction,
  limit: Limit,
  setting: MoneySetting,
  isFourEyes = false,
): Refusal {
  const reach = reachOf(limit, setting);
  const what = sayLater(WHAT[action]);
  const next =
    reach === '' || isFourEyes
      ? say('Somebody with the right must sign for {what}.', { what })
      : say('Somebody with the right must sign for {what}. You may go {reach} alone.', {
          what,
          reach,
        });
  return { ok: false, kind: NEEDS_APPROVAL, next };
}

export function approverMayNot(limit: Limit, setting: MoneySetting): Refusal {
  const reach = reachOf(limit, setting);
  const next =
    reach === ''
      ? say('This person may not sign for this. Ask somebody else.')
      : say('This person may sign {reach} only. Ask somebody else.', { reach });
  return { ok: false, kind: 'approver-may-not', next };
}

export const SAME_PERSON: Refusal = {
  ok: false,
  kind: 'same-person',
  next: later('Nobody signs for themselves. Ask somebody else.'),
};

export const OTHER_GOODS: Refusal = {
  ok: false,
  kind: 'other-goods',
  next: later('The basket is another one now. Nothing was changed; ask anew.'),
};

export const EMPTY_BASKET: Refusal = {
  ok: false,
  kind: 'empty-basket',
  next: later('Scan an article first.'),
};

export function beyondTheGoods(most: number, setting: MoneySetting): Refusal {
  const next = say('The goods come to {most}; a discount is not above that.', {
    most: formatMoney(most, setting),
  });
  return { ok: false, kind: 'bad-discount', next };
}

export function promotionsSaveMore(amount: number, setting: MoneySetting): Refusal {
  const next = say('Promotions already take {amount} off this line. The larger counts.', {
    amount: formatMoney(amount, setting),
  });
  return { ok: false, kind: 'promotions-save-more', next };
}

export const BAD_PRICE: Refusal = {
  ok: false,
  kind: 'bad-override-price',
  next: TERMS_NEXT['bad-override-price'],
};
