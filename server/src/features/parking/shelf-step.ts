import { Compile } from 'typebox/compile';
import { BasketParkedBody, ParkedTakenBody } from '../../../../src/contracts/op.ts';
import {
  BasketHandedOverBody,
  BasketTakenOverBody,
} from '../../../../src/contracts/parked-baskets.ts';
import { isSane, LAST_MS } from '../../../../src/contracts/sane.ts';

/** What an op does to its till's shelf. */
export type ShelfStep =
  | { at: 'on'; parked: BasketParkedBody }
  /** `to` and `handId` are empty unless it was handed to another till; `isWhole`: with the basket itself. */
  | Off;
type Off = {
  at: 'off';
  parkId: string;
  to: string;
  handId: string;
  isWhole: boolean;
  cashier: string | undefined;
};

const parkedCheck = Compile(BasketParkedBody);
const takenOverCheck = Compile(BasketTakenOverBody);
const takenCheck = Compile(ParkedTakenBody);
const handedCheck = Compile(BasketHandedOverBody);

/** An index row takes no longer text. */
const LONGEST_TEXT = 200;

const isPlain = (text: string): boolean => !text.includes('\0') && text.length <= LONGEST_TEXT;

/** The step; `no-step`: the op is about no shelf; a text: why it cannot be read. */
export function shelfStep(kind: string, body: unknown): ShelfStep | 'no-step' | { why: string } {
  switch (kind) {
    case 'basket-parked':
      return parkedCheck.Check(body) ? on(body) : otherShape(kind);
    case 'basket-taken-over':
      return takenOverCheck.Check(body) ? on(body) : otherShape(kind);
    case 'basket-recalled':
    case 'parked-dropped':
      return takenCheck.Check(body)
        ? off({
            parkId: body.park_id,
            to: '',
            handId: '',
            isWhole: false,
            cashier: body.cashier,
          })
        : otherShape(kind);
    case 'basket-handed-over':
      return handedCheck.Check(body) ? handedOver(body) : otherShape(kind);
    default:
      return 'no-step';
  }
}

const otherShape = (kind: string): { why: string } => ({ why: `${kind} has another shape` });

function on(parked: BasketParkedBody): ShelfStep | { why: string } {
  const { park_id: id, name, cashier, currency } = parked;
  // One of them would stand in the list of every till of the store.
  if (parked.at_ms > LAST_MS) return { why: 'time is no time' };
  if (!isSane(parked.total) || !isSane(parked.items)) return { why: 'amounts beyond all reason' };
  return [id, name, cashier, currency].every(isPlain)
    ? { at: 'on', parked }
    : { why: 'text is too long or holds NUL' };
}

/** It left its shelf in any case; what cannot be the basket that left it is told to nobody. */
function handedOver(body: BasketHandedOverBody): ShelfStep | { why: string } {
  const { park_id: parkId, to, hand_id: handId, cashier, basket } = body;
  const isWhole = basket?.park_id === parkId && 'at' in on(basket);
  return off({ parkId, to, handId, isWhole, cashier });
}

function off(step: Omit<Off, 'at'>): ShelfStep | { why: string } {
  return [step.parkId, step.cashier ?? ''].every(isPlain)
    ? { at: 'off', ...step }
    : { why: 'text is too long or holds NUL' };
}
