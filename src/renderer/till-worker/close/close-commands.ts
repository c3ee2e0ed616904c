import type { CloseCommands } from '../../shared/close-api.ts';
import type { TillCommand } from '../../shared/till-api.ts';
import type { CloseDesks } from './open-close-desks.ts';

type CloseCommandName = keyof CloseCommands;
type CloseCommand = {
  [C in CloseCommandName]: { command: C; arg: CloseCommands[C]['arg'] };
}[CloseCommandName];

const NAMES: Record<CloseCommandName, true> = {
  'move-cash': true,
};

export function isCloseCommand<C extends { command: TillCommand }>(c: C): c is C & CloseCommand {
  return c.command in NAMES;
}

/** What is asked about the drawer and its shift. */
export function atCloseDesks({ moves }: CloseDesks, c: CloseCommand): unknown {
  switch (c.command) {
    case 'move-cash': {
      const { approver, ...asked } = c.arg;
      return moves.move(asked, approver);
    }
  }
}
