import { describe, expect, it } from 'vitest';
import { createFakeTill } from '../testing/fake-till-client.ts';
import { createPayOnce } from './pay-once.ts';

const payments = (till: ReturnType<typeof createFakeTill>): number =>
  till.calls.filter((call) => call.command === 'pay-cash').length;

describe('pay once', () => {
  it('asks the worker once however often it is pressed', async () => {
    const till = createFakeTill();
    const pay = createPayOnce(till);
    const answers = await Promise.all([pay(2000), pay(2000), pay(5000)]);
    expect(payments(till)).toBe(1);
    expect(new Set(answers).size).toBe(1);
  });

  it('may be tried again after a refusal', async () => {
    const till = createFakeTill();
    const pay = createPayOnce(till);
    till.refuse('pay-cash', { kind: 'disk-full', next: 'Free some space.' });
    expect((await pay(2000)).ok).toBe(false);
    expect((await pay(2000)).ok).toBe(true);
    expect(payments(till)).toBe(2);
  });
});
