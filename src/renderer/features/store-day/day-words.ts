import type { DayTillState, HeardFrom, ProofState } from '../../../domain/store-day/store-day.ts';
import type { LanFailure } from '../../../contracts/lan.ts';
import { later, type Words } from '../../shared/words/say.ts';

export const STATE_WORDS: Readonly<Record<DayTillState, Words>> = {
  open: later('Open'),
  counted: later('Counted'),
  closed: later('Closed'),
  'not-used': later('Not used'),
  unreachable: later('Not reached'),
  'other-day': later('Sells on another day'),
};

/** Of a Z, by head office's word. */
export const PROOF_WORDS: Readonly<Record<ProofState, Words>> = {
  whole: later('All there'),
  waiting: later('At one site'),
  missing: later('Not all there'),
  differs: later('Differs'),
  archived: later('Archived'),
};

export const FROM_WORDS: Readonly<Record<HeardFrom, Words>> = {
  own: later('this till'),
  lan: later('store network'),
  'head-office': later('head office'),
};

export const UNHEARD_WORDS: Readonly<Record<LanFailure, Words>> = {
  unreachable: later('not reached'),
  silent: later('does not answer'),
  stranger: later('is no till of this store'),
  refused: later('does not talk to this till'),
  nothing: later('has nothing to tell'),
};
