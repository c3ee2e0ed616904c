import { must } from '../../../domain/assert.ts';
import { ONE_WHOLE } from '../../../domain/quantity.ts';
import type { Sale } from '../../../domain/sale.ts';
import { valueCode } from '../../../domain/stored-value/value-code.ts';
import type { Refusal } from '../../shared/till-api.ts';
import type { PayDesk } from '../paying/pay-desk.ts';
import { DocFinder } from '../receipts/doc-finder.ts';
import type { BasketSession } from '../selling/basket-session.ts';
import type { TillCore } from '../till-core.ts';
import { redemptionId } from './redemption-id.ts';
import { ValueAccounts } from './value-accounts.ts';
import { ValueDesk } from './value-desk.ts';
import { valueMint } from './value-mint.ts';
import { readOurVoucher } from './read-our-voucher.ts';

/** Nobody takes one card unasked so often. */
const MOST_DOCS = 1000;

type OfTheTill = {
  session: BasketSession;
  pay: () => PayDesk;
  cashier: () => string | undefined;
  begin: () => Refusal | undefined;
};

/** The desk for gift cards of this till, by its store's profile and over the line to head office. */
export function openValueDesk(core: TillCore, till: OfTheTill): ValueDesk {
  const { profile } = core.identity;
  const cards = profile.gift_cards;
  const mint = valueMint(profile);
  const { desk } = till.session;
  const finder = new DocFinder(core.db);
  return new ValueDesk({
    cards,
    codeOf(figures) {
      const { mac, key } = must(mint, 'a store with cards has their key');
      return valueCode(mac, key, figures);
    },
    voucherOf: (text) => readOurVoucher(text, profile, mint),
    accounts: new ValueAccounts({
      region: core.identity.region,
      currency: profile.currency,
      sites: () => core.runner.state.sites.map(({ id }) => id),
      ask: (site, path, body) => core.wire.askWith(site, path, body),
    }),
    basket: () => desk.basket,
    whyNot: () => till.pay().whyNot() ?? till.pay().overpaid(),
    most: () => till.pay().mostByValue(),
    balance: () => till.pay().balance(),
    take: (tender) => till.pay().take(tender),
    begin: till.begin,
    add: (article) => {
      const cashier = till.cashier();
      const by = cashier === undefined ? {} : { cashier };
      return desk.act({ type: 'add', article, qtyMilli: ONE_WHOLE, ...by });
    },
    async takenOffline(code) {
      const taken = await takenHere(finder, code);
      return taken.reduce((sum, { amount, offline }) => sum + (offline === true ? amount : 0), 0);
    },
    async wasTaken(code) {
      return (await takenHere(finder, code)).some(({ amount }) => amount > 0);
    },
    redemptionOf: redemptionId,
  });
}

/** What documents of this till took of a card, or gave back to it. */
async function takenHere(finder: DocFinder, code: string) {
  const { docs } = await finder.page('value', code, {}, { offset: 0, limit: MOST_DOCS });
  // The body of a document is the sale this till wrote.
  const tenders = docs.flatMap(({ body }) => (body as Sale).tenders);
  return tenders.flatMap((tender) => ('code' in tender && tender.code === code ? [tender] : []));
}
