import { minor, sumMinor, type Minor } from '../money.ts';
import { err, ok, type Result } from '../result.ts';
import {
  settle,
  type CashPolicy,
  type Settlement,
  type Tender,
  type TenderProblem,
} from '../tender.ts';
import type {
  CardSlip,
  ForeignCash,
  SaleTender,
  StoredValueType,
  TenderMoney,
  ValueSlip,
} from './sale-tender.ts';

/**
 * What is handed over, before it is known what it settles. Amounts are minor units of the document's
 * currency; they are negative where the document pays out. Cash that pays out has no `tendered`: it
 * pays what is open.
 */
export type OfferedTender =
  | { readonly type: 'cash'; readonly tendered?: Minor }
  | { readonly type: 'card'; readonly amount: Minor; readonly card: CardSlip }
  | { readonly type: 'foreign-cash'; readonly tendered: Minor; readonly foreign: ForeignCash }
  | ({ readonly type: StoredValueType; readonly amount: Minor } & ValueSlip)
  | OfferedVoucher;

/**
 * A paper voucher: `amount` is what it pays, at most its `face`. What is left of it goes on `rest`, or
 * is lost to the customer where there is none (VOUCH3).
 */
export type OfferedVoucher = {
  readonly type: 'voucher';
  readonly amount: Minor;
  readonly face: Minor;
  readonly rest?: ValueSlip;
} & ValueSlip;

/** Why tenders do not settle a document so. */
export type SettleProblem = TenderProblem | 'more-than-due';

/** Where the document stands, and its tenders as it will carry them. */
export type Settled = { readonly settlement: Settlement; readonly tenders: readonly SaleTender[] };

/**
 * Applies tenders in order, in either direction: a negative total is paid out. Only what is settled
 * in cash is rounded (dom-C2), and only cash gives change: anything else is at most what is open.
 */
export function settleTenders(
  total: Minor,
  offered: readonly OfferedTender[],
  policy: CashPolicy,
): Result<Settled, SettleProblem> {
  const plain = offered.map(plainTender);
  for (const [at, tender] of plain.entries()) {
    if (tender.type === 'cash') continue;
    const before = settle(total, plain.slice(0, at), policy);
    if (!before.ok) return before;
    if (exceeds(tender.amount, before.value.balance)) return err('more-than-due');
  }
  const settlement = settle(total, plain, policy);
  if (!settlement.ok) return settlement;
  const tenders = settlement.value.applied.flatMap((money, at) => {
    const tender = offered[at];
    return tender === undefined ? [] : saleTenders(tender, money);
  });
  return ok({ settlement: settlement.value, tenders: withOneRest(offered, tenders) });
}

/** Rests on one code under one id are one step at head office: the last one stands for all of them (GIFT4). */
function withOneRest(offered: readonly OfferedTender[], tenders: readonly SaleTender[]) {
  const rests = new Set(
    offered.flatMap((one) => (one.type === 'voucher' && one.rest?.redemption) || []),
  );
  const isRest = (tender: SaleTender) =>
    tender.type === 'store-credit' && tender.amount < 0 && rests.has(tender.redemption);
  const given = tenders.filter(isRest);
  if (given.length < 2) return tenders;
  const amount = sumMinor(given.map((tender) => tender.amount));
  const last = given.at(-1);
  return tenders.flatMap((tender) =>
    tender === last ? [{ ...tender, tendered: amount, amount }] : isRest(tender) ? [] : [tender],
  );
}

function exceeds(amount: Minor, balance: Minor): boolean {
  return (
    amount === 0 || Math.sign(amount) !== Math.sign(balance) || Math.abs(amount) > Math.abs(balance)
  );
}

/** Foreign notes are cash by their value: they round what is open, and change is given. */
function plainTender(tender: OfferedTender): Tender {
  if (tender.type === 'cash') return tender;
  if (tender.type === 'foreign-cash') return { type: 'cash', tendered: tender.tendered };
  return { type: 'non-cash', amount: tender.amount };
}

function saleTenders(tender: OfferedTender, money: TenderMoney): SaleTender[] {
  return tender.type === 'voucher' ? voucherTenders(tender, money) : [saleTender(tender, money)];
}

/** Given whole, the document takes all of it and gives the rest on another code; else what it pays. */
function voucherTenders(voucher: OfferedVoucher, { amount, change }: TenderMoney): SaleTender[] {
  const { face, code, redemption, offline, rest } = voucher;
  const back = rest === undefined ? 0 : face - amount;
  const taken = minor(amount + back);
  const slip = { code, redemption, face, ...(offline && { offline }) };
  const used = { type: 'voucher' as const, tendered: taken, amount: taken, change, ...slip };
  if (rest === undefined || back === 0) return [used];
  const given = minor(0 - back);
  const kept = { code: rest.code, redemption: rest.redemption };
  return [used, { type: 'store-credit', tendered: given, amount: given, change, ...kept }];
}

function saleTender(
  tender: Exclude<OfferedTender, OfferedVoucher>,
  { tendered, amount, change }: TenderMoney,
): SaleTender {
  const money = { tendered, amount, change };
  switch (tender.type) {
    case 'cash':
      return { type: 'cash', ...money };
    // Copies: the document is frozen, what was offered is not.
    case 'card':
      return { type: 'card', ...money, card: { ...tender.card } };
    case 'foreign-cash':
      return { type: 'foreign-cash', ...money, foreign: { ...tender.foreign } };
    default: {
      const { type, code, redemption, offline, left } = tender;
      const told = { ...(offline && { offline }), ...(left !== undefined && { left }) };
      return { type, ...money, code, redemption, ...told };
    }
  }
}
