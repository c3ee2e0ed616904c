import type { TillCommand, TillCommands } from '../../shared/till-api.ts';
import type { AfterDesks } from './open-after-desks.ts';

const AFTER_COMMANDS = [
  'mail-receipt',
  'print-copy',
  'find-receipts',
  'open-receipt',
  'tell-return',
  'return-goods',
  'exchange-goods',
  'ask-back-price',
  'tell-no-receipt',
  'return-no-receipt',
  'post-void',
  'go-on-refund',
  'open-drawer',
] as const satisfies readonly TillCommand[];
type AfterCommandName = (typeof AFTER_COMMANDS)[number];
type AfterCommand = {
  [C in AfterCommandName]: { command: C; arg: TillCommands[C]['arg'] };
}[AfterCommandName];

const NAMES: ReadonlySet<string> = new Set(AFTER_COMMANDS);

export function isAfterCommand<C extends { command: TillCommand }>(c: C): c is C & AfterCommand {
  return NAMES.has(c.command);
}

/** What is asked of the desks for sales of before. */
export function atAfterDesks(
  { copies, mails, receipts, returns, noReceipt, refunds, drawer }: AfterDesks,
  c: AfterCommand,
): unknown {
  switch (c.command) {
    case 'mail-receipt':
      return mails.send(c.arg.docNo, c.arg.to);
    case 'print-copy':
      return copies.print(c.arg.docNo, c.arg.approver);
    case 'find-receipts':
      return receipts.find(c.arg);
    case 'open-receipt':
      return receipts.open(c.arg);
    case 'tell-return':
      return returns.tell(c.arg);
    case 'return-goods':
      return returns.giveBack(c.arg, c.arg.approver);
    case 'exchange-goods':
      return returns.exchange(c.arg, c.arg.approver);
    case 'ask-back-price':
      return noReceipt.price(c.arg);
    case 'tell-no-receipt':
      return noReceipt.tell(c.arg.lines);
    case 'return-no-receipt':
      return noReceipt.giveBack(c.arg.lines, c.arg.approver, c.arg.asCredit);
    case 'post-void':
      return returns.postVoid(c.arg, c.arg.approver);
    case 'go-on-refund':
      return refunds.choose(c.arg.way, c.arg.approver);
    case 'open-drawer':
      return drawer.open(c.arg.reason, c.arg.approver, c.arg.shiftId);
  }
}
