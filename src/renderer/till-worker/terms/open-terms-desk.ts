import type { TillRules } from '../selling/till-rules.ts';
import type { TillCore } from '../till-core.ts';
import { workerClock } from '../worker-clock.ts';
import { TermsDesk, type TermsDeskPorts } from './terms-desk.ts';

type OfTheSale = Pick<TermsDeskPorts, 'cashier' | 'isPaying' | 'basket' | 'act' | 'savings'>;

/** The terms desk of this till, with its people and their rights. */
export function openTermsDesk(
  { identity, people, rights, wire }: TillCore,
  { taxSetup, currency }: TillRules,
  sale: OfTheSale,
): TermsDesk {
  return new TermsDesk({
    ...sale,
    setup: taxSetup,
    money: { locale: identity.profile.locale, currency },
    permissions: () => rights.now,
    verify: ({ number, pin }) => people.signIn(number, pin, wire.correctedMs()),
    wallMs: () => workerClock.wallMs(),
  });
}
