import type { TillRules } from '../selling/till-rules.ts';
import type { TillCore } from '../till-core.ts';
import { workerClock } from '../worker-clock.ts';
import { TermsDesk, type TermsDeskPorts } from './terms-desk.ts';

type OfTheSale = Pick<
  TermsDeskPorts,
  'cashier' | 'isPaying' | 'basket' | 'act' | 'savings' | 'verify'
>;

/** The terms desk of this till, with its people and their rights. */
export function openTermsDesk(
  { identity, rights }: TillCore,
  { taxSetup, currency }: TillRules,
  sale: OfTheSale,
): TermsDesk {
  return new TermsDesk({
    ...sale,
    setup: taxSetup,
    money: { locale: identity.profile.locale, currency },
    permissions: () => rights.now,
    wallMs: () => workerClock.wallMs(),
  });
}
