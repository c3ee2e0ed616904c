import { describe, expect, test } from 'vitest';
import { createFakeTill } from '../testing/fake-till-client.ts';
import { customerView, type CustomerMessage } from './customer-view.ts';
import { tellCustomer } from './tell-customer.ts';

async function sellingTill() {
  const till = createFakeTill();
  await till.call('add-article', { article: '4002' });
  return till;
}

describe('DSP1: what a customer may see', () => {
  test('goods, savings and sums; no name of staff or member, no note, no alarm', async () => {
    const till = await sellingTill();
    const view = till.view();
    till.show({
      cashier: { number: '104', name: 'Ada Krüger', role: 'cashier' },
      alarms: [{ id: 1, kind: 'journal-failed', text: 'Second copy missing', next: 'Call IT' }],
      basket: {
        ...view.basket,
        tenders: [{ tenderId: 't', type: 'card', words: 'Visa ••1234', amount: 100 }],
        balance: view.basket.total - 100,
        terms: { ...view.basket.terms, member: '0013', memberName: 'Zoé Müller', note: 'VIP' },
      },
    });
    const seen = customerView(till.view());
    expect(seen).toMatchObject({
      at: 'sale',
      total: view.basket.total,
      balance: view.basket.total - 100,
      tendered: [{ words: 'Visa ••1234', amount: 100 }],
      lines: [{ name: view.basket.lines[0]?.name, total: view.basket.lines[0]?.total }],
    });
    expect(JSON.stringify(seen)).not.toMatch(/Ada|104|Zoé|0013|VIP|Second copy|article|journal/);
  });
  test('LANG3: says words of a person’s in the store’s language where the cashier chose another', async () => {
    const till = await sellingTill();
    const { basket } = till.view();
    const [line] = basket.lines;
    if (line === undefined) throw new Error('no line');
    const savings = [{ name: 'Remise', toCustomer: 'Rabatt', amount: 5 }];
    till.show({
      basket: {
        ...basket,
        lines: [{ ...line, savings }],
        tenders: [
          { tenderId: 't', type: 'cash', words: 'Espèces', toCustomer: 'Bar', amount: 100 },
        ],
      },
    });
    expect(customerView(till.view())).toMatchObject({
      language: 'en',
      tendered: [{ words: 'Bar', amount: 100 }],
      lines: [{ savings: [{ name: 'Rabatt', amount: 5 }] }],
    });
  });
  test('a store’s name between sales, the change after one, nothing while the till starts', async () => {
    const till = await sellingTill();
    await till.call('pay-cash', { tendered: 5000 });
    const { total, change } = (till.view().phase as { sale: { total: number; change: number } })
      .sale;
    expect(customerView(till.view())).toMatchObject({ at: 'done', total, change });
    await till.call('next-customer', {});
    expect(customerView(till.view())).toMatchObject({ at: 'welcome', isTraining: false });
    till.show({ training: { cashier: '104', sinceMs: 1 } });
    expect(customerView(till.view())).toMatchObject({ at: 'welcome', isTraining: true });
    till.show({ phase: { at: 'starting', step: 'repairing', percent: 0 } });
    expect(customerView(till.view())).toEqual({ at: 'closed' });
    till.show({ phase: { at: 'signed-out' } });
    expect(customerView(till.view())).toMatchObject({ at: 'welcome' });
  });
});

describe('DSP2: the till page tells the customer’s', () => {
  async function scene() {
    const till = await sellingTill();
    const told: CustomerMessage[] = [];
    const due: (() => void)[] = [];
    let hear: ((event: { data: CustomerMessage }) => void) | undefined;
    const channel = {
      postMessage: (message: CustomerMessage) => void told.push(message),
      addEventListener: (_: string, listener: never) => void (hear = listener),
    } as unknown as BroadcastChannel;
    tellCustomer(till, channel, (run) => void due.push(run));
    const runDue = (): void => due.splice(0).forEach((run) => run());
    return { till, told, due, runDue, ask: () => hear?.({ data: { ask: true } }) };
  }

  test('where no customer’s page asks, nothing is worked out or told', async () => {
    const { till, told, due } = await scene();
    await till.call('add-article', { article: '4002' });
    expect([told, due]).toEqual([[], []]);
  });
  test('many changes at once are told once; what is not for customers is not told at all', async () => {
    const { till, told, runDue, ask } = await scene();
    ask();
    runDue();
    const before = told.length;
    till.show({ nowMs: 1 });
    till.show({ nowMs: 2 });
    runDue();
    const still = told.length;
    await till.call('add-article', { article: '4002' });
    await till.call('add-article', { article: '4002' });
    runDue();
    // The beat that says "the till is there" runs beside.
    expect(still - before).toBeLessThanOrEqual(1);
    expect(told.at(-1)).toMatchObject({ show: { at: 'sale', lines: [{ qtyMilli: 3000 }] } });
  });
});
