import type { Static } from 'typebox';
import { Compile } from 'typebox/compile';
import {
  AgeRefusedBody,
  CardPaymentBody,
  DrawerOpenedBody,
  Op,
  OP_KINDS,
  PriceAskedBody,
  ReceiptCopiedBody,
  SaleBody,
  SignatureRefusedBody,
  SignedBody,
  StreamOpenedBody,
  TrainingBeganBody,
  TrainingEndedBody,
  TrainingSaleBody,
  TrainingStepBody,
} from '../../../../src/contracts/op.ts';
import { LineDrillBody } from '../../../../src/contracts/line-drill.ts';
import { BasketTakenOverBody } from '../../../../src/contracts/parked-baskets.ts';
import { parse } from '../../../../src/contracts/parse.ts';
import { QuickKeysSetBody } from '../../../../src/contracts/quick-keys.ts';
import { ReceiptMailBody } from '../../../../src/contracts/receipt-mail.ts';
import { DocumentSignedBody, SigningOutageBody } from '../../../../src/contracts/signing-device.ts';
import { isSane, LAST_MS } from '../../../../src/contracts/sane.ts';
import { isTrainingNumber } from '../../../../src/domain/doc-number.ts';
import { movementsOf } from '../../../../src/domain/stored-value/value-movements.ts';
import { shiftEvent, type ShiftEvent } from '../closing/shift-event.ts';
import { shelfStep, type ShelfStep } from '../parking/shelf-step.ts';
import { dayMs } from '../../calendar-day.ts';

/** What one op does to the read models; all of it commutes across streams (D8). */
export type Effect =
  | { type: 'sale'; sale: Static<typeof SaleBody>; atMs: number; kind: string }
  | { type: 'training'; sale: Static<typeof SaleBody>; atMs: number; kind: string }
  | { type: 'quick-keys'; set: QuickKeysSetBody; atMs: number; kind: string }
  | {
      type: 'shelf';
      step: ShelfStep;
      atMs: number;
      kind: string;
      cashier: string | undefined;
    }
  | {
      type: 'shift';
      event: ShiftEvent;
      atMs: number;
      kind: string;
      cashier: string | undefined;
    }
  | { type: 'seen'; atMs: number; kind: string; cashier: string | undefined }
  | { type: 'quarantine'; reason: string };

const opCheck = Compile(Op);
const saleCheck = Compile(SaleBody);
const quickKeysCheck = Compile(QuickKeysSetBody);
const trainingCheck = Compile(TrainingSaleBody);
const bodyChecks = new Map<string, { Check(value: unknown): boolean }>([
  ['stream-opened', Compile(StreamOpenedBody)],
  ['signed-on', Compile(SignedBody)],
  ['signed-off', Compile(SignedBody)],
  ['receipt-copied', Compile(ReceiptCopiedBody)],
  ['receipt-mail-asked', Compile(ReceiptMailBody)],
  ['age-refused', Compile(AgeRefusedBody)],
  ['price-asked', Compile(PriceAskedBody)],
  ['signature-refused', Compile(SignatureRefusedBody)],
  ['card-payment', Compile(CardPaymentBody)],
  ['drawer-opened', Compile(DrawerOpenedBody)],
  ['training-began', Compile(TrainingBeganBody)],
  ['training-step', Compile(TrainingStepBody)],
  ['training-ended', Compile(TrainingEndedBody)],
  ['line-drill', Compile(LineDrillBody)],
  ['document-signed', Compile(DocumentSignedBody)],
  ['signing-outage', Compile(SigningOutageBody)],
]);
const KNOWN: readonly string[] = OP_KINDS;

const quarantine = (reason: string): Effect => ({ type: 'quarantine', reason });

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Text columns take no NUL; JSON can carry one. */
const hasNul = (text: string): boolean => text.includes('\0');

/** An index row takes no longer text. */
const LONGEST_TEXT = 200;

function isInRange({ totals, lines, tenders }: Static<typeof SaleBody>): boolean {
  if (!isSane(totals.net) || !isSane(totals.tax) || !isSane(totals.gross)) return false;
  let paid = 0;
  const tendersAreSane = tenders.every((tender) => {
    paid += tender.amount;
    const isFaceSane = tender.type !== 'voucher' || isSane(tender.face ?? 0);
    return isSane(tender.amount) && isSane(paid) && isFaceSane;
  });
  if (!tendersAreSane) return false;
  let qty = 0;
  let loaded = 0;
  return lines.every((line) => {
    qty += line.qty_milli;
    if (line.stored_value !== undefined) loaded += line.gross;
    const sums = isSane(qty) && isSane(loaded);
    return isSane(line.gross) && isSane(line.qty_milli) && sums;
  });
}

function saleEffect(op: Static<typeof Op>): Effect {
  if (!saleCheck.Check(op.body)) return quarantine('sale has another shape');
  if (isPractised(op.body)) return quarantine('practised, but told as a sale');
  const reason = whyNotCounted(op.body);
  return reason === undefined
    ? { type: 'sale', sale: op.body, atMs: op.at_ms, kind: op.kind }
    : quarantine(reason);
}

/** Counted apart and in no sum of sales, whatever else the till says (TRN5). */
function trainingEffect(op: Static<typeof Op>): Effect {
  if (!trainingCheck.Check(op.body)) return quarantine('training-sale has another shape');
  const { document: sale } = op.body;
  if (sale.training !== true || !isTrainingNumber(sale.doc_no))
    return quarantine('sold, but told as practised');
  const reason = whyNotCounted(sale);
  return reason === undefined
    ? { type: 'training', sale, atMs: op.at_ms, kind: op.kind }
    : quarantine(reason);
}

const isPractised = ({ training, doc_no: docNo }: Static<typeof SaleBody>): boolean =>
  training === true || isTrainingNumber(docNo);

/** Why a document cannot stand in the read models; undefined where it can. */
function whyNotCounted(sale: Static<typeof SaleBody>): string | undefined {
  if (!isInRange(sale)) return 'amounts beyond all reason';
  if (sale.closed_ms > LAST_MS) return 'time is no time';
  const gross = sale.lines.reduce((sum, line) => sum + line.gross, 0);
  if (gross !== sale.totals.gross) return 'lines do not add up to the total';
  // 30 February has the shape of a date, but would stop the whole page.
  if (dayMs(sale.business_date) === undefined) return 'business date is no date';
  if ([sale.doc_no, sale.currency, sale.store, sale.cashier].some(hasNul)) return 'text holds NUL';
  const { returns_of: of } = sale;
  const returned = of === undefined ? [] : [of.doc_id, of.doc_no, ...of.lines];
  const names = [...returned, ...movementsOf(sale).flatMap(({ id, code }) => [id, code])];
  if (names.some(hasNul)) return 'text holds NUL';
  if ([sale.doc_no, sale.currency, sale.cashier, ...names].some((t) => t.length > LONGEST_TEXT))
    return 'text is too long';
  return undefined;
}

function cashierOf(body: unknown): string | undefined {
  const value: unknown =
    typeof body === 'object' && body !== null && 'cashier' in body ? body.cashier : undefined;
  return typeof value === 'string' && !hasNul(value) ? value : undefined;
}

/** Who was at the till: a Z names who closed it. */
function shiftCashier(body: unknown): string | undefined {
  const by = typeof body === 'object' && body !== null && 'closed_by' in body ? body.closed_by : '';
  return by === '' ? cashierOf(body) : cashierOf({ cashier: by });
}

/** Who was at the till: the `cashier` of a basket that came from another one parked it there. */
function workedBy(kind: string, body: unknown): string | undefined {
  if (kind !== 'basket-taken-over') return cashierOf(body);
  const takenBy = parse(BasketTakenOverBody, body)?.taken_by;
  return cashierOf({ cashier: takenBy });
}

/** Reads an op for the read models. Whatever cannot be read goes to quarantine, and the stream goes on (I8). */
export function projectOp(raw: Uint8Array, seq: number): Effect {
  let value: unknown;
  try {
    value = JSON.parse(utf8.decode(raw));
  } catch {
    return quarantine('not JSON');
  }
  if (!opCheck.Check(value)) return quarantine('op has another shape');
  if (value.seq !== seq) return quarantine('sequence in the body differs');
  if (!KNOWN.includes(value.kind)) return quarantine('unknown kind');
  if (value.kind === 'sale') return saleEffect(value);
  if (value.kind === 'training-sale') return trainingEffect(value);
  if (value.kind === 'quick-keys-set') {
    const { body: set, at_ms: atMs, kind } = value;
    if (!quickKeysCheck.Check(set)) return quarantine('quick-keys-set has another shape');
    // Beyond it nobody could save anything above it any more.
    if (set.stamp_ms > LAST_MS) return quarantine('time is no time');
    return { type: 'quick-keys', set, atMs, kind };
  }
  const step = shelfStep(value.kind, value.body);
  if (step !== 'no-step') {
    if ('why' in step) return quarantine(step.why);
    const { at_ms: atMs, kind } = value;
    return { type: 'shelf', step, atMs, kind, cashier: workedBy(kind, value.body) };
  }
  const event = shiftEvent(value);
  if (event !== 'no-event') {
    if ('why' in event) return quarantine(event.why);
    const { at_ms: atMs, kind } = value;
    return { type: 'shift', event, atMs, kind, cashier: shiftCashier(value.body) };
  }
  if (bodyChecks.get(value.kind)?.Check(value.body) === false) {
    return quarantine(`${value.kind} has another shape`);
  }
  return { type: 'seen', atMs: value.at_ms, kind: value.kind, cashier: cashierOf(value.body) };
}
