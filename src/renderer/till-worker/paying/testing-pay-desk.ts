import type { StoreProfile } from '../../../contracts/store-profile.ts';
import type { Basket } from '../../../domain/basket.ts';
import { NO_SAVINGS } from '../../../domain/promotions/basket-savings.ts';
import type { Sale } from '../../../domain/sale.ts';
import type { Fact } from '../../../sync/core/commit.ts';
import type { ShiftRow } from '../../../sync/core/ports.ts';
import type { SoldView } from '../../shared/till-api.ts';
import { CatalogueIndex } from '../catalogue/catalogue-index.ts';
import { BasketDesk } from '../selling/basket-desk.ts';
import { rulesOf, scanRulesAt } from '../selling/till-rules.ts';
import type { TillCore } from '../till-core.ts';
import { PayDesk, type PayDeskPorts } from './pay-desk.ts';

/** A Swiss shop: coins of five. Article 100 costs 13.53. */
const PROFILE = {
  store: '0417',
  name: 'Test',
  region: 'eu',
  currency: 'CHF',
  locale: 'de-CH',
  time_zone: 'Europe/Zurich',
  price_zone: 'ch',
  price_mode: 'inclusive',
  rounding: { level: 'document', mode: 'half-up' },
  cash_policy: { increment: 5 },
  tax_version: 't1',
  taxes: [{ code: 'R', rate: '2.6', label: 'VAT', compound: false }],
  tax_classes: { reduced: ['R'] },
  seller: { name: '', tax_id: '', footer: '' },
} satisfies StoreProfile;
const SHIFT: ShiftRow = {
  shiftId: 's',
  businessDate: '2026-11-21',
  cashier: '101',
  float: 0,
  currency: 'CHF',
  openedMs: 0,
};

/** A pay desk over a real basket; what it commits is kept in `sales` and `facts`. */
export function testPayDesk(restored?: Basket, more: Partial<PayDeskPorts> = {}) {
  const index = new CatalogueIndex('ch');
  const milk = { name: 'Milk', dept: 'd', tax_class: 'reduced', unit: 'piece', discountable: true };
  index.put('article', { k: '100', v: { ...milk, gtins: [] }, hlc: 1, o: 'A' });
  index.put('price', { k: 'ch/100/0', v: { amount: 1353 }, hlc: 1, o: 'A' });
  const rules = rulesOf(PROFILE);
  const saved: Basket[] = [];
  const desk = new BasketDesk(
    {
      profile: PROFILE,
      currency: rules.currency,
      scanRules: (ms) => scanRulesAt(PROFILE, rules.currency, ms),
      index: () => index,
      correctedMs: () => 1,
      wallMs: () => 1,
      newId: () => 'b1',
      asks: () => false,
      save: (basket) => saved.push(structuredClone(basket)),
      changed: () => undefined,
    },
    restored,
  );
  const sales: Sale[] = [];
  const facts: { kind: string; body: unknown }[] = [];
  let sold: SoldView | undefined;
  let isHeld = false;
  const core = {
    identity: { till: '01', till_id: 'eu-0417-01', profile: PROFILE },
    store: { sold: () => undefined },
    receipts: { receiptOf: () => [] },
    committer: {
      head: { series: 'A' },
      async commit(fact: Fact) {
        const body = fact.body({ series: 'A', number: sales.length + 1 });
        facts.push({ kind: fact.kind, body });
        if (fact.document !== undefined) sales.push(body as Sale);
        const op = { stream: 's', seq: 1, atMs: 1 };
        return { ok: true, op, doc: { body }, journal: 'synced', journalNext: '' };
      },
    },
  } as unknown as TillCore;
  const pay = new PayDesk({
    core,
    rules,
    desk,
    seller: () => ({ cashier: '101', shift: SHIFT }),
    sold: () => sold,
    isHeld: () => isHeld,
    isAsking: () => false,
    opened: async () => undefined,
    async alone(run) {
      isHeld = true;
      await Promise.resolve();
      return run().finally(() => (isHeld = false));
    },
    savings: () => NO_SAVINGS,
    versions: () => ({ build: 'b', catalogue: 'c', tax: 't', flags: [] }),
    done: (sale) => {
      sold = sale;
      desk.clear();
    },
    ...more,
  });
  return { pay, desk, sales, facts, saved };
}
