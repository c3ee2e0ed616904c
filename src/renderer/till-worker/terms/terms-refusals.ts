import type { TermsProblem } from '../../../domain/adjust/basket-terms.ts';
import { LONGEST_NOTE } from '../../../domain/adjust/note-text.ts';
import type { GuardedAction, Limit } from '../../../domain/adjust/permissions.ts';
import { formatMoney, type MoneySetting } from '../../shared/format/money-format.ts';
import { NEEDS_APPROVAL } from '../../shared/terms-api.ts';
import type { Refusal } from '../../shared/till-api.ts';

/** What to do where the basket does not take new terms. */
export const TERMS_NEXT: Record<
  Exclude<TermsProblem, 'no-such-line' | 'line-voided' | 'line-too-large'>,
  string
> = {
  'bad-discount': 'Key a discount above nothing, and not above the goods it is for.',
  'bad-override-price': 'Key a price above nothing, up to a million.',
  'not-discountable': 'This article is always sold at its price.',
  'note-too-long': `A note has ${LONGEST_NOTE} signs at most.`,
  'note-unprintable': 'The note has signs that cannot be printed.',
  'card-number': 'This looks like a card number. It must not be kept anywhere.',
};

const WHAT: Record<GuardedAction, string> = {
  'line-discount': 'a discount of this size',
  'basket-discount': 'a discount of this size',
  'price-override': 'this price',
  'tax-exempt': 'a sale without tax',
  'line-void': 'goods that are taken off',
  'cancel-basket': 'a sale that is given up',
  reprint: 'a copy of a receipt',
  return: 'a return of this size',
  'return-no-receipt': 'a return without a receipt',
  'return-offline': 'a return of this size while the line is down',
  'return-offline-day': 'so many returns a day while the line is down',
  'post-void': 'undoing a sale',
  'refund-other-tender': 'cash for what was paid by card',
  'no-sale': 'opening the drawer without a sale',
  'drop-parked': 'dropping a parked sale',
  training: 'beginning training',
  'edit-quick-keys': 'changing the store’s quick keys',
  'settle-card': 'a card payment that nobody knows of',
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
  return figures.length === 0 ? '' : `up to ${figures.join(' and ')}`;
}

export function needsApproval(
  action: GuardedAction,
  limit: Limit,
  setting: MoneySetting,
  isFourEyes = false,
): Refusal {
  const reach = reachOf(limit, setting);
  const own = reach === '' || isFourEyes ? '' : ` You may go ${reach} alone.`;
  return {
    ok: false,
    kind: NEEDS_APPROVAL,
    next: `Somebody with the right must sign for ${WHAT[action]}.${own}`,
  };
}

export function approverMayNot(limit: Limit, setting: MoneySetting): Refusal {
  const reach = reachOf(limit, setting);
  const next = reach === '' ? 'may not sign for this.' : `may sign ${reach} only.`;
  return { ok: false, kind: 'approver-may-not', next: `This person ${next} Ask somebody else.` };
}

export const SAME_PERSON: Refusal = {
  ok: false,
  kind: 'same-person',
  next: 'Nobody signs for themselves. Ask somebody else.',
};

export const OTHER_GOODS: Refusal = {
  ok: false,
  kind: 'other-goods',
  next: 'The basket is another one now. Nothing was changed; ask anew.',
};

export const EMPTY_BASKET: Refusal = {
  ok: false,
  kind: 'empty-basket',
  next: 'Scan an article first.',
};

export function beyondTheGoods(most: number, setting: MoneySetting): Refusal {
  const next = `The goods come to ${formatMoney(most, setting)}; a discount is not above that.`;
  return { ok: false, kind: 'bad-discount', next };
}

export function promotionsSaveMore(amount: number, setting: MoneySetting): Refusal {
  const next = `Promotions already take ${formatMoney(amount, setting)} off this line. The larger counts.`;
  return { ok: false, kind: 'promotions-save-more', next };
}

export const BAD_PRICE: Refusal = {
  ok: false,
  kind: 'bad-override-price',
  next: TERMS_NEXT['bad-override-price'],
};
