import type { StoreDayCommands } from '../../shared/store-day-api.ts';
import type { StoreDayDesks } from '../store-day/open-store-day.ts';
import type { CloseCommands } from '../../shared/close-api.ts';
import type { TillCommand } from '../../shared/till-api.ts';
import type { CloseDesks } from './open-close-desks.ts';

type Commands = CloseCommands & StoreDayCommands;
type CloseCommandName = keyof Commands;
type CloseCommand = {
  [C in CloseCommandName]: { command: C; arg: Commands[C]['arg'] };
}[CloseCommandName];

const NAMES: Record<CloseCommandName, true> = {
  'open-shift': true,
  'move-cash': true,
  'x-report': true,
  'tell-close': true,
  'keep-count': true,
  'declare-count': true,
  'count-again': true,
  'close-shift': true,
  'list-zs': true,
  'show-z': true,
  'print-z': true,
  'proposed-float': true,
  'put-off-close': true,
  'suspend-shift': true,
  'take-over-shift': true,
  'store-day': true,
  'store-day-pictures': true,
  'close-store': true,
  'adjust-declaration': true,
};

export function isCloseCommand<C extends { command: TillCommand }>(c: C): c is C & CloseCommand {
  return c.command in NAMES;
}

/** What is asked about the drawer and its shift. */
export function atCloseDesks(
  { moves, close, reports, suspension, proposedFloat, openShift, putOff }: CloseDesks,
  { day, adjust, pictures }: Pick<StoreDayDesks, 'day' | 'adjust' | 'pictures'>,
  c: CloseCommand,
): unknown {
  switch (c.command) {
    case 'move-cash': {
      const { approver, ...asked } = c.arg;
      return moves.move(asked, approver);
    }
    case 'x-report':
      return reports.x(c.arg);
    case 'tell-close':
      return close.tell(c.arg);
    case 'keep-count':
      return close.keep(c.arg);
    case 'declare-count':
      return close.declare(c.arg);
    case 'count-again':
      return close.again(c.arg);
    case 'close-shift':
      return close.close(c.arg);
    case 'list-zs':
      return reports.list();
    case 'show-z':
      return reports.show(c.arg.zId);
    case 'print-z':
      return reports.copy(c.arg);
    case 'proposed-float':
      return proposedFloat().then((float) => ({ float }));
    case 'put-off-close':
      return putOff();
    case 'suspend-shift':
      return suspension.suspend();
    case 'take-over-shift':
      return suspension.takeOver(c.arg);
    case 'open-shift':
      return openShift(c.arg);
    case 'store-day':
      return day.tell(c.arg);
    case 'store-day-pictures':
      return pictures(c.arg);
    case 'close-store':
      return day.close(c.arg);
    case 'adjust-declaration':
      return adjust.adjust(c.arg);
  }
}
