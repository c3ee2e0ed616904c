import { later, say } from '../../shared/words/say.ts';
import type { Refusal } from '../../shared/till-api.ts';

export const NOT_EMPTY: Refusal = {
  ok: false,
  kind: 'basket-open',
  next: later('Finish or park the sale on this till first.'),
};
/** Its receipt could be returned meanwhile, and the money go out twice. */
export const WITH_EXCHANGE: Refusal = {
  ok: false,
  kind: 'exchange-open',
  next: later('Goods come back with this sale. Finish it, or take those lines off first.'),
};
export const NOT_PARKED: Refusal = {
  ok: false,
  kind: 'gone',
  next: later('This sale is not parked any more.'),
};
/** Of a size that no other till could take over. */
export const TOO_LARGE: Refusal = {
  ok: false,
  kind: 'too-large',
  next: later('This sale is too long to be parked. Finish it, or take lines off first.'),
};
/** It could not be written here, or says what cannot be. */
export const CANNOT_COME: Refusal = {
  ok: false,
  kind: 'unreadable',
  next: later('The other till handed over what cannot be read. Ring the goods up again.'),
};
/** Another till wrote it, with another version. It can be handed on. */
export const UNREADABLE: Refusal = {
  ok: false,
  kind: 'unreadable',
  next: later(
    'This till’s version cannot read it. It stays parked here: call it up from another till.',
  ),
};
export const LINE_DOWN: Refusal = {
  ok: false,
  kind: 'line-down',
  next: later('Head office does not answer. A sale parked at another till can be called up there.'),
};
export const NOT_IN_TRAINING: Refusal = {
  ok: false,
  kind: 'in-training',
  next: later('In training nothing is called up from other tills.'),
};
export const GONE_THERE: Refusal = {
  ok: false,
  kind: 'gone',
  next: later('It is not parked there any more: somebody called it up.'),
};
export const ON_THIS_SHELF: Refusal = {
  ok: false,
  kind: 'basket-open',
  next: later('It is parked on this till now: call it up as soon as the till is free.'),
};

export function tillIsSilent(till: string): Refusal {
  return {
    ok: false,
    kind: 'till-silent',
    next: say(
      'Till {till} does not answer: the sale can still be called up there. If it comes late, it stands in this list.',
      { till },
    ),
  };
}
