import type { TillCommand, TillCommands } from '../../shared/till-api.ts';
import type { PayDesks } from './open-pay-desks.ts';

const PAY_COMMANDS = [
  'pay-cash',
  'take-part',
  'take-foreign',
  'take-back',
  'pay-card',
  'pay-out',
  'cancel-card',
  'check-card',
  'treat-card',
  'ask-value',
  'load-value',
  'take-value',
  'leave-value',
] as const satisfies readonly TillCommand[];
type PayCommandName = (typeof PAY_COMMANDS)[number];
export type PayCommand = {
  [C in PayCommandName]: { command: C; arg: TillCommands[C]['arg'] };
}[PayCommandName];

const NAMES: ReadonlySet<string> = new Set(PAY_COMMANDS);

export function isPayCommand<C extends { command: TillCommand }>(c: C): c is C & PayCommand {
  return NAMES.has(c.command);
}

/** What is asked of the desks that take money. */
export function atPayDesks({ pay, cards, value }: PayDesks, c: PayCommand): unknown {
  switch (c.command) {
    case 'pay-cash':
      return pay.payCash(c.arg.tendered);
    case 'take-part':
      return pay.takePart(c.arg.tendered);
    case 'take-foreign':
      return pay.takeForeign(c.arg);
    case 'take-back':
      return pay.takeBack(c.arg.tenderId);
    case 'pay-out':
      return pay.payOut(c.arg.approver, c.arg.asCredit);
    case 'pay-card':
      return cards.charge(c.arg.amount);
    case 'cancel-card':
      return cards.cancel();
    case 'check-card':
      return cards.checkAgain();
    case 'treat-card':
      return cards.treatAs(c.arg.as, c.arg.approver);
    case 'ask-value':
      return value.look(c.arg.number);
    case 'load-value':
      return value.load(c.arg.number, c.arg.amount);
    case 'take-value':
      return value.pay(c.arg.number, c.arg.amount);
    case 'leave-value':
      return value.leave();
  }
}
