import type { Fact } from '../../../sync/core/commit.ts';
import type { Done, Refusal } from '../../shared/till-api.ts';
import { DONE } from '../desk-answers.ts';
import type { BasketDesk } from '../selling/basket-desk.ts';
import { plainFact } from '../selling/facts.ts';
import { businessDateAt } from '../selling/till-rules.ts';
import type { TillCore } from '../till-core.ts';
import { workerClock } from '../worker-clock.ts';
import { AskDesk } from './ask-desk.ts';

type OfTheSale = {
  cashier: () => string | undefined;
  busy: () => Refusal | undefined;
  businessDate: () => string;
  desk: () => BasketDesk;
  changed: () => void;
};

/** The questions of this till's articles. */
export function openAskDesk(
  core: TillCore,
  { cashier, busy, businessDate, desk, changed }: OfTheSale,
): AskDesk {
  const { identity, wire, catalogue, committer } = core;
  return new AskDesk({
    cashier,
    busy,
    changed,
    today: () => businessDateAt(wire.correctedMs(), identity.profile.time_zone),
    priceOf: (article) => catalogue.index.price(article, wire.correctedMs())?.amount,
    want: (wanted) => done(desk().want(wanted)),
    refused: async (refusal) => {
      const body = { basket_id: desk().basket.basketId, ...refusal };
      return done(await committer.commit(ageRefusedFact(businessDate(), body)));
    },
    wallMs: () => workerClock.wallMs(),
  });
}

function ageRefusedFact(date: string, body: object): Fact {
  return plainFact('age-refused', date, body);
}

function done(answer: { ok: true } | Refusal): Done | Refusal {
  return answer.ok ? DONE : answer;
}
