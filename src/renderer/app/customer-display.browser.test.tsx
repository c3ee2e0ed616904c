import axe from 'axe-core';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { CustomerDisplay } from '../features/customer-display/customer-display.tsx';
import { tellCustomer } from '../shared/tell-customer.ts';
import { createFakeTill, type FakeTill } from '../testing/fake-till-client.ts';

let till: FakeTill;
let root: Root;
beforeEach(async () => {
  await page.viewport(1024, 768);
  document.body.replaceChildren();
  const element = document.createElement('div');
  document.body.append(element);
  root = createRoot(element);
  till = createFakeTill();
});
afterEach(() => root.unmount());

const says = (words: string | RegExp) =>
  expect.poll(() => document.body.textContent).toMatch(words);
const isWide = (): boolean =>
  document.documentElement.scrollWidth > document.documentElement.clientWidth;
async function faults(): Promise<string[]> {
  const { violations } = await axe.run(document.body, { rules: { region: { enabled: false } } });
  return violations.map(({ id }) => id);
}

describe('DSP1, DSP2: the customer’s page', () => {
  it('a till that is gone leaves no basket standing before the next customer', async () => {
    const channel = new BroadcastChannel('evertill-customer-display');
    let asked = 0;
    channel.addEventListener('message', () => (asked += 1));
    root.render(<CustomerDisplay goneAfterMs={300} />);
    await expect.poll(() => asked).toBeGreaterThan(0);
    const store = { storeName: 'Marktplatz', locale: 'de-DE', currency: 'EUR', isTraining: true };
    // Told until it is seen, then no more.
    await expect
      .poll(() => {
        channel.postMessage({ show: { at: 'welcome', ...store } });
        return document.body.textContent;
      })
      .toMatch(/Nothing is sold here.*Marktplatz/);
    await says('One moment');
    // It asks again, so that a till that comes back is seen at once.
    await expect.poll(() => asked).toBeGreaterThan(1);
    channel.close();
  });

  it('shows goods as they are scanned, their savings, what is to pay, and the change', async () => {
    tellCustomer(till);
    root.render(<CustomerDisplay />);
    await says('Welcome');
    for (let n = 0; n < 3; n++) await till.call('add-article', { article: '4002' });
    await says(/Haferriegel: nimm 3, zahl 2/);
    await says(/You save/);
    expect([isWide(), await faults()]).toEqual([false, []]);
    for (let n = 0; n < 40; n++)
      await till.call('add-article', { article: String(4000 + (n % 8)) });
    await till.call('pay-cash', { tendered: 99_900 });
    await says(/Change.*Thank you/);
    expect([isWide(), await faults()]).toEqual([false, []]);
    await till.call('next-customer', {});
    await says('Welcome');
  });
});
