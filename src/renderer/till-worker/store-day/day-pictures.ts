import type { DayPictures } from '../../../contracts/day-pictures.ts';
import type { StoreDayCommands } from '../../shared/store-day-api.ts';
import type { Refusal } from '../../shared/till-api.ts';
import { later } from '../../shared/words/say.ts';
import { BAD_DAY, DAY, type StoreDayDeskPorts } from './store-day-desk.ts';

type Command = StoreDayCommands['store-day-pictures'];
export type TellPictures = (arg: Command['arg']) => Promise<Command['answer']>;

export type DayPicturesPorts = Pick<StoreDayDeskPorts, 'may'> & {
  /** What head office draws; undefined where no site answers. */
  ask: (day: string) => Promise<readonly DayPictures[] | undefined>;
};

const AWAY: Refusal = {
  ok: false,
  kind: 'head-office-away',
  next: later('Head office draws the charts, and it cannot be asked now.'),
};

/** Charts of a day (PIC2): weeks of the whole store, so head office alone can tell them. */
export function dayPictures({ may, ask }: DayPicturesPorts): TellPictures {
  return async ({ day, approver }) => {
    const signed = await may(approver);
    if (!signed.ok) return signed;
    if (!DAY.test(day)) return BAD_DAY;
    const pictures = await ask(day).catch(() => undefined);
    return pictures === undefined ? AWAY : { ok: true, pictures };
  };
}
