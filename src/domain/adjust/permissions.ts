import { minor, type Minor } from '../money.ts';

/**
 * What needs a right at the till: a closed set. A note harms nobody and needs none; undo needs `line-void`
 * where it takes goods off, else none. `settle-card` is always signed by somebody else: what becomes of a card payment that nobody knows of (dom-Y4).
 */
export const GUARDED_ACTIONS = [
  'line-discount',
  'basket-discount',
  'price-override',
  'tax-exempt',
  'line-void',
  'cancel-basket',
  'reprint',
  'return',
  /** Goods that nobody can show were bought here, a document and all such of a day at this till (dom-T2). */
  'return-no-receipt',
  'return-no-receipt-day',
  /** One return while head office cannot be asked, and all such of a day at this till (dom-O2). */
  'return-offline',
  'return-offline-day',
  'post-void',
  /** Cash for what was paid by card, where the card cannot have it back (dom-O3). */
  'refund-other-tender',
  'no-sale',
  'drop-parked',
  /** To begin practising; whoever may sell may end it. */
  'training',
  'edit-quick-keys',
  'settle-card',
  /** Cash in or out without a sale (dom-Z5). */
  'cash-move',
  /** The running figures say what a count should find. */
  'x-report',
  'close-shift',
  /** A count that is off by more than the store lets pass; never by who counted (dom-Z13). */
  'approve-count',
  /** To look at the whole store's day and to close it (dom-Z11). */
  'close-store',
  /** To put right what was declared of a closed shift; a second person signs in any case (dom-Z12). */
  'adjust-declaration',
] as const;
export type GuardedAction = (typeof GUARDED_ACTIONS)[number];

export type Role = 'cashier' | 'supervisor';

/** How far a role may go by itself; a bound that is absent does not bind. */
export type Limit = {
  readonly allowed: boolean;
  /** Hundredths of a percent of the goods concerned. */
  readonly maxHundredths?: number;
  readonly maxAmount?: Minor;
};

/** How far a limit reaches, to be held to afterwards. */
export type LimitReach = Omit<Limit, 'allowed'>;

/** Head office's rows; what they leave out has `SAFE_LIMITS`. */
export type Permissions = ReadonlyMap<`${Role}/${GuardedAction}`, Limit>;

/** Where head office has said nothing: a cashier changes no price, a supervisor may. */
export const SAFE_LIMITS: Readonly<Record<Role, Limit>> = {
  cashier: { allowed: false },
  supervisor: { allowed: true },
};

/**
 * What differs from that: goods are taken off and baskets given up all day long, a copy is marked, and
 * who sold may count;
 * money that leaves the drawer without head office being asked has an end (dom-S8).
 */
const SAFE_EXCEPTIONS: Permissions = new Map<`${Role}/${GuardedAction}`, Limit>([
  ['cashier/line-void', { allowed: true }],
  ['cashier/cancel-basket', { allowed: true }],
  ['cashier/reprint', { allowed: true }],
  ['cashier/close-shift', { allowed: true }],
  ['supervisor/return-no-receipt', { allowed: true, maxAmount: minor(20_000) }],
  ['supervisor/return-no-receipt-day', { allowed: true, maxAmount: minor(50_000) }],
  ['supervisor/return-offline', { allowed: true, maxAmount: minor(20_000) }],
  ['supervisor/return-offline-day', { allowed: true, maxAmount: minor(100_000) }],
]);

/** How much an action changes: `amount` of goods that come to `of`, both magnitudes. */
export type ActionSize = {
  readonly amount: bigint;
  readonly of: bigint;
  /** The percentage that was asked for; its rounded amount may be a cent beyond it. */
  readonly hundredths?: number;
};

/** Whether a role may do it alone, and if not, how far it may go. */
export type MayDo =
  | { readonly may: true; readonly limit: Limit }
  | { readonly may: false; readonly why: 'not-allowed' | 'above-limit'; readonly limit: Limit };

export function limitOf(permissions: Permissions, role: Role, action: GuardedAction): Limit {
  const key = `${role}/${action}` as const;
  return permissions.get(key) ?? SAFE_EXCEPTIONS.get(key) ?? SAFE_LIMITS[role];
}

/** Rule dom-A4: a role does alone what its limit allows; beyond it somebody else must sign. */
export function mayDo(
  permissions: Permissions,
  role: Role,
  action: GuardedAction,
  size: ActionSize,
): MayDo {
  const limit = limitOf(permissions, role, action);
  if (!limit.allowed) return { may: false, why: 'not-allowed', limit };
  return isWithin(limit, size) ? { may: true, limit } : { may: false, why: 'above-limit', limit };
}

/** Whether a change stays inside both figures of a limit. */
export function isWithin(bound: LimitReach, size: ActionSize): boolean {
  return withinPercent(bound, size) && withinAmount(bound, size);
}

function withinPercent(
  { maxHundredths }: LimitReach,
  { amount, of, hundredths }: ActionSize,
): boolean {
  if (maxHundredths === undefined) return true;
  if (hundredths !== undefined) return hundredths <= maxHundredths;
  return amount * 10_000n <= BigInt(maxHundredths) * of;
}

function withinAmount({ maxAmount }: LimitReach, { amount }: ActionSize): boolean {
  return maxAmount === undefined || amount <= BigInt(maxAmount);
}
