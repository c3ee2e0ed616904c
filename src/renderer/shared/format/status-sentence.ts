import type { SyncView } from '../till-api.ts';
import { ageWords } from './time-words.ts';
import { later, say, type Words } from '../words/say.ts';

export type StatusSentence = { tone: 'calm' | 'waiting'; text: string };

/** The one sentence on where the sales are. Both halves are always true, offline never alarms. */
export function statusSentence(sync: SyncView): StatusSentence {
  const { waiting } = sync;
  const kept = say(
    '{waiting, plural, one {# sale} other {# sales}} safe on this till · oldest {age}',
    { waiting, age: ageWords(sync.oldestMs) },
  );
  const rest = waiting === 0 ? say('nothing is waiting') : kept;
  if (sync.drillUntil !== undefined) {
    const line = say('Line drill until {time}', { time: sync.drillUntil });
    return { tone: 'waiting', text: `${line} · ${rest}` };
  }
  if (sync.line === 'online') {
    return waiting === 0
      ? { tone: 'calm', text: say('Online · every sale is at head office') }
      : { tone: 'waiting', text: say('Online · sending · {kept}', { kept }) };
  }
  const line = sync.line === 'offline' ? say('Offline') : say('Checking the line');
  return { tone: 'waiting', text: `${line} · ${rest}` };
}

/** Why the till is offline and what that means, for who wants to know. */
export const OFFLINE_REASONS: Record<NonNullable<SyncView['offlineReason']>, Words> = {
  'no-site': later(
    'Neither head-office site answers. Keep selling; the till tries again by itself.',
  ),
  portal: later(
    'The network asks for a log-in page, so head office cannot be reached. Keep selling and tell the store’s IT.',
  ),
  clock: later(
    'The clock of this till is too far off for a safe line. Keep selling and tell the store’s IT to check date and time.',
  ),
  'not-authorised': later(
    'Head office does not know this till’s key at the moment. Keep selling; sales stay safe here until IT has put it right.',
  ),
  'too-old': later(
    'This version of Evertill is too old for head office. Keep selling; sales are sent after the update.',
  ),
};
