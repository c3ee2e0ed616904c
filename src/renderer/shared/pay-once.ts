import type { TillClient, TillCommands } from './till-api.ts';

export type PayAnswer = TillCommands['pay-cash']['answer'];

/**
 * Takes a payment at most once at a time, whichever key asked: while one is under way, or stored but
 * not yet on screen, a second press gets the same answer and pays nothing.
 */
export function createPayOnce(client: TillClient): (tendered: number) => Promise<PayAnswer> {
  let current: Promise<PayAnswer> | undefined;

  async function pay(tendered: number): Promise<PayAnswer> {
    const answer = await client.call('pay-cash', { tendered });
    if (answer.ok && client.view().phase.at === 'selling') await soldIsShown(client);
    current = undefined;
    return answer;
  }

  return (tendered) => (current ??= pay(tendered));
}

function soldIsShown(client: TillClient): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const stop = client.subscribe((view) => {
    if (view.phase.at !== 'selling') resolve();
  });
  return promise.finally(stop);
}
