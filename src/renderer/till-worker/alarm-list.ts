import type { AlarmKind } from '../shared/alarm-kinds.ts';
import type { Alarm } from '../shared/till-api.ts';
import { later } from '../shared/words/say.ts';

const TEXTS: Record<AlarmKind, { text: string; next: string }> = {
  'journal-failed': {
    text: later('The second copy of the last sale could not be written.'),
    next: '',
  },
  'basket-not-saved': {
    text: later('The open basket could not be saved.'),
    next: later('Finish this sale, then have IT free disk space on this till.'),
  },
  'closings-differ': {
    text: later('A shift report of this till is not as it was written.'),
    next: later('Go on selling, and tell IT.'),
  },
  'news-old': {
    text: later(
      'Head office was last heard more than two weeks ago: prices and settings may be old.',
    ),
    next: later('Go on selling. IT should check the line of this till.'),
  },
  'signing-failed': {
    text: later('The signing device does not answer.'),
    next: later('Go on selling: receipts say that they are not signed. Tell IT at once.'),
  },
  'basket-came': { text: later('A parked sale of another till is here.'), next: '' },
  'basket-not-come': { text: later('A parked sale of another till could not be taken.'), next: '' },
  'basket-given': { text: later('A parked sale went to another till.'), next: '' },
  'card-not-reversed': {
    text: later('A card payment that was not counted is still to be given back.'),
    next: later('The till does it by itself as soon as the terminal answers. Go on selling.'),
  },
  'card-not-paid': {
    text: later('The terminal says that a card payment somebody signed for was never made.'),
    next: later('Tell a supervisor: the money of that sale is missing.'),
  },
  'print-failed': {
    text: later('The receipt was not printed.'),
    next: later('Print it again from the last sale.'),
  },
  'op-parked': {
    text: later('Head office did not take one sale. It is kept on this till.'),
    next: later('Open Sync to see the reason and send it again.'),
  },
  'ops-refused': {
    text: later('Head office refuses many sales.'),
    next: later('Go on selling and call support.'),
  },
  'sync-failed': {
    text: later('Sending to head office stumbled and goes on.'),
    next: later('Go on selling. If it comes again, tell IT.'),
  },
  'wrong-identity': {
    text: later('A computer that is not head office answered.'),
    next: later('Go on selling. IT should check the network.'),
  },
  'not-authorised': {
    text: later('Head office does not accept this till at the moment.'),
    next: later('Go on selling. IT should check its enrolment.'),
  },
  'too-old': {
    text: later('This till needs an update before it can send.'),
    next: later('Go on selling. IT will update it.'),
  },
  forked: {
    text: later('This till was restored from an old copy.'),
    next: later('Both copies are kept. Go on selling.'),
  },
  'behind-server': {
    text: later('Head office knows sales this till has forgotten.'),
    next: later('They are safe there and are fetched back. Go on selling.'),
  },
  'store-lost': {
    text: later('This till lost its memory of sales.'),
    next: later(
      'What head office holds is fetched back. Receipts have a new series. Go on selling.',
    ),
  },
  'own-ops-forged': {
    text: later('Head office sent sales as this till’s that this till never signed.'),
    next: later('They are kept aside and not used. Go on selling, and tell IT.'),
  },
  'clone-suspected': {
    text: later('The data of this till was copied from another machine or place.'),
    next: later('Receipts have a new series. Go on selling, and tell IT.'),
  },
};

/** Calm notes for people: one per kind, the newest wording wins. */
export class AlarmList {
  private alarms: Alarm[] = [];
  private next = 1;

  raise(kind: AlarmKind, next?: string): Alarm[] {
    const known = TEXTS[kind];
    const text = { text: known.text, next: next === undefined || next === '' ? known.next : next };
    this.alarms = [
      ...this.alarms.filter((a) => a.kind !== kind),
      { id: this.next++, kind, ...text },
    ];
    return this.alarms;
  }

  all(): Alarm[] {
    return this.alarms;
  }

  /** What it told of is over. */
  clear(kind: AlarmKind): Alarm[] {
    this.alarms = this.alarms.filter((a) => a.kind !== kind);
    return this.alarms;
  }

  dismiss(id: number): Alarm[] {
    this.alarms = this.alarms.filter((a) => a.id !== id);
    return this.alarms;
  }
}
