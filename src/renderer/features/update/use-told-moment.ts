import { useEffect } from 'react';
import type { IpcArg } from '../../../contracts/ipc.ts';
import { useTillView } from '../../shared/till-context.tsx';
import { momentOf } from './moment-of.ts';

export type TellMoment = (moment: IpcArg<'till.moment'>) => void;

/** A host believes what it was told for some seconds only, ms. */
const AGAIN_MS = 5000;

/** Keeps the host told, once the screen stands. */
export function useToldMoment(tell: TellMoment): void {
  const text = useTillView((view) => JSON.stringify(momentOf(view)));
  useEffect(() => {
    if (text === undefined) return undefined;
    const moment = JSON.parse(text) as IpcArg<'till.moment'>;
    tell(moment);
    const timer = setInterval(() => tell(moment), AGAIN_MS);
    return () => clearInterval(timer);
  }, [text, tell]);
}
