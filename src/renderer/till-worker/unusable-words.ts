import type { Phase } from '../shared/till-api.ts';
import { later, say } from '../shared/words/say.ts';

/** Why a host cannot give an identity, in words of a store; the next step comes with the kind. */
const REASONS: Partial<Record<string, string>> = {
  'no-region-file': later(
    'This till does not know its head office yet: its region file is missing.',
  ),
  'bad-region-file': later('The region file of this till is damaged or not genuine.'),
  'state-unreadable': later('What this till knows of itself cannot be read.'),
  'second-tab': later('This till is open in another tab of this browser.'),
};

/** The screen of a till that must not sell. A kind without words, of a newer host, shows itself. */
export function unusablePhase({ reason, next }: { reason: string; next: string }): Phase {
  return {
    at: 'unusable',
    reason: REASONS[reason] ?? say('The till stopped ({reason}).', { reason }),
    next,
  };
}
