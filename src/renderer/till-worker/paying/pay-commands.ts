import type { TillCommand, TillCommands } from '../../shared/till-api.ts';
import type { CardDesk } from './card-desk.ts';
import type { PayDesk } from './pay-desk.ts';

const PAY_COMMANDS = [
  'pay-cash',
  'take-part',
  'take-foreign',
  'take-back',
  'pay-card',
  'cancel-card',
  'check-card',
  'treat-card',
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
export function atPayDesks(
  { pay, cards }: { pay: PayDesk; cards: CardDesk },
  c: PayCommand,
): unknown {
  switch (c.command) {
    case 'pay-cash':
      return pay.payCash(c.arg.tendered);
    case 'take-part':
      return pay.takePart(c.arg.tendered);
    case 'take-foreign':
      return pay.takeForeign(c.arg);
    case 'take-back':
      return pay.takeBack(c.arg.tenderId);
    case 'pay-card':
      return cards.charge(c.arg.amount);
    case 'cancel-card':
      return cards.cancel();
    case 'check-card':
      return cards.checkAgain();
    case 'treat-card':
      return cards.treatAs(c.arg.as, c.arg.approver);
  }
}
