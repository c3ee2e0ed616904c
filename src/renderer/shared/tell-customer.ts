import { CUSTOMER_CHANNEL, customerView, type CustomerMessage } from './customer-view.ts';
import type { TillClient } from './till-api.ts';

/** While nothing changes the customer's page hears so often that the till is there, ms. */
export const TELL_EVERY_MS = 2000;

type Channel = Pick<BroadcastChannel, 'postMessage' | 'addEventListener'>;

/**
 * Keeps the customer's page told: behind the frame that shows it to the cashier, never before it, and
 * only where somebody listens. Nothing waits for it (DSP2, promise 5).
 */
export function tellCustomer(
  client: Pick<TillClient, 'view' | 'subscribe'>,
  channel: Channel = new BroadcastChannel(CUSTOMER_CHANNEL),
  later: (run: () => void, ms: number) => void = (run, ms) => void setTimeout(run, ms),
): void {
  let isHeard = false;
  let isDue = false;
  let last = '';

  function tell(): void {
    isDue = false;
    const show = customerView(client.view());
    last = JSON.stringify(show);
    channel.postMessage({ show } satisfies CustomerMessage);
  }

  function tellIfChanged(): void {
    isDue = false;
    if (JSON.stringify(customerView(client.view())) !== last) tell();
  }

  function again(): void {
    tell();
    later(again, TELL_EVERY_MS);
  }

  channel.addEventListener('message', ({ data }: MessageEvent<CustomerMessage>) => {
    if (!('ask' in data)) return;
    if (isHeard) return tell();
    isHeard = true;
    again();
  });
  client.subscribe(() => {
    if (!isHeard || isDue) return;
    isDue = true;
    later(tellIfChanged, 0);
  });
}
