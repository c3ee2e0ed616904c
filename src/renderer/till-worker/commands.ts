import type { TillCommand, TillCommands } from '../shared/till-api.ts';
import { atAfterDesks, isAfterCommand } from './receipts/after-commands.ts';
import type { AfterDesks } from './receipts/open-after-desks.ts';
import { atCloseDesks, isCloseCommand } from './close/close-commands.ts';
import type { CloseDesks } from './close/open-close-desks.ts';
import type { StoreDayDesks } from './store-day/open-store-day.ts';
import type { HandOverDesk } from './hand-over-desk.ts';
import { atPayDesks, isPayCommand } from './paying/pay-commands.ts';
import type { TillDesk } from './till-desk.ts';
import { whyNotWhileSuspended } from './close/while-suspended.ts';
import { whyNotInTraining } from './training/practised-commands.ts';
import { touchesBasket, whyNotTouched } from './touching.ts';
import { workerClock } from './worker-clock.ts';

export type Command = {
  [C in TillCommand]: { command: C; arg: TillCommands[C]['arg'] };
}[TillCommand];

/** `enrol` and `speak` are answered before there is a desk. */
export type DeskCommand = Exclude<Command, { command: 'enrol' | 'speak' }>;

/** What is asked of articles or of the basket waits, in its order, until the articles are read. */
const NEEDS_ARTICLES: ReadonlySet<TillCommand> = new Set<TillCommand>([
  'scan',
  'add-article',
  'search',
  'answer-question',
  'ask-price',
  'departments',
  'quick-keys',
  'select-line',
  'change-quantity',
  'void-line',
  'change-terms',
  'show-member',
  'take-back-cards',
  'note-sale',
  'park-sale',
  'take-parked',
  'recall-sale',
  'undo-step',
  'cancel-basket',
  'pay-cash',
  'take-part',
  'take-foreign',
  'take-back',
  'pay-card',
  'load-value',
  'take-value',
  'pay-out',
  'ask-back-price',
  'tell-no-receipt',
  'return-no-receipt',
  'next-customer',
]);

export type RunningTill = AfterDesks & {
  desk: TillDesk;
  handOver: HandOverDesk;
  close: CloseDesks;
  storeDay: StoreDayDesks;
  /** Resolves when the articles of the last start can be asked. */
  articles: Promise<void>;
};

/** One command of the table to its desk. */
export async function perform(till: RunningTill, command: DeskCommand): Promise<unknown> {
  if (NEEDS_ARTICLES.has(command.command)) await till.articles;
  const { desk } = till;
  const refused =
    whyNotWhileSuspended(command.command, desk.shift?.suspended !== undefined) ??
    whyNotInTraining(command.command, desk.training.isOn) ??
    (touchesBasket(command.command) ? whyNotTouched(desk) : undefined);
  if (refused !== undefined) return refused;
  return atDesk(till, command);
}

function atDesk(till: RunningTill, c: DeskCommand): unknown {
  const { desk } = till;
  if (isAfterCommand(c)) return atAfterDesks(till, c);
  if (isPayCommand(c)) return atPayDesks(desk, c);
  if (isCloseCommand(c)) return atCloseDesks(till.close, till.storeDay, c);
  const atMs = workerClock.wallMs();
  switch (c.command) {
    case 'sign-in':
      return desk.signIn(c.arg);
    case 'sign-out':
      return desk.signOut(c.arg.why);
    case 'staff-list':
      return desk.staffList();
    case 'scan':
      return desk.scan(c.arg);
    case 'add-article':
      return desk.addArticle(c.arg.article, c.arg.qtyMilli);
    case 'answer-question':
      return desk.asks.answer(c.arg.id, c.arg.answer);
    case 'ask-price':
      return desk.find.price(c.arg);
    case 'search':
      return desk.find.search(c.arg.text, c.arg.limit);
    case 'departments':
      return desk.find.departments();
    case 'select-line':
      return desk.act({ type: 'select-line', lineId: c.arg.lineId });
    case 'change-quantity':
      return desk.takingOff.takeOff(
        { type: 'change-quantity', lineId: c.arg.lineId, qtyMilli: c.arg.qtyMilli, atMs },
        c.arg.approver,
      );
    case 'void-line':
      return desk.takingOff.takeOff(
        { type: 'void-line', lineId: c.arg.lineId, atMs },
        c.arg.approver,
      );
    case 'change-terms':
      return desk.terms.change(c.arg.change, c.arg.approver);
    case 'show-member':
      return desk.beginSale() ?? desk.customer.showMember(c.arg.code);
    case 'find-customers':
      // Nobody's name is for who only stands at the till.
      if (desk.cashier === undefined) return { hits: [], total: 0 };
      return desk.customer.find(c.arg.text, c.arg.limit);
    case 'take-back-cards':
      return desk.customer.takeBack(c.arg.what);
    case 'note-sale':
      return desk.terms.note(c.arg.text);
    case 'park-sale':
      return desk.parking.own.park(c.arg.name);
    case 'parked-sales':
      return desk.parking.own.list();
    case 'store-parked':
      return desk.parking.store.list();
    case 'take-parked':
      return desk.parking.store.take(c.arg);
    case 'recall-sale':
      return desk.parking.own.recall(c.arg.parkId);
    case 'drop-parked':
      return desk.parking.own.drop(c.arg.parkId, c.arg.approver);
    case 'quick-keys':
      return desk.quickKeys.pages(c.arg.isFresh);
    case 'save-quick-keys':
      return desk.quickKeys.save(c.arg.pages, c.arg.approver);
    case 'begin-training':
      return desk.training.begin(c.arg.approver);
    case 'end-training':
      return desk.training.end('asked');
    case 'undo-step':
      return desk.takingOff.undo(c.arg.approver);
    case 'cancel-basket':
      return desk.takingOff.cancel(c.arg.reason, c.arg.approver);
    case 'next-customer':
      return desk.nextCustomer();
    default:
      return besideTheSale(till, c);
  }
}

type BesideTheSale = Extract<
  Command,
  {
    command:
      | 'leave-parked'
      | 'send-again'
      | 'check-line'
      | 'export-waiting'
      | 'import-file'
      | 'dismiss-alarm';
  }
>;

function besideTheSale({ desk, handOver }: RunningTill, c: BesideTheSale): unknown {
  switch (c.command) {
    case 'leave-parked':
      return desk.parking.store.leave();
    case 'send-again':
      return desk.sync.sendAgain(c.arg.stream, c.arg.seq);
    case 'check-line':
      return desk.sync.checkLine();
    case 'export-waiting':
      return handOver.exportWaiting();
    case 'import-file':
      return handOver.importFile(c.arg.bytes, c.arg.code);
    case 'dismiss-alarm':
      return desk.dismissAlarm(c.arg.id);
  }
}
