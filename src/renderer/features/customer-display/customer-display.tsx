import { useEffect, useState } from 'react';
import {
  CUSTOMER_CHANNEL,
  type CustomerMessage,
  type CustomerView,
} from '../../shared/customer-view.ts';
import { TELL_EVERY_MS } from '../../shared/tell-customer.ts';
import { useStoreLanguage } from './use-store-language.ts';
import { CustomerScreen } from './customer-screen.tsx';

/** A till that says nothing for so long is not there: its last basket must not stay before the next customer. */
const GONE_AFTER_MS = 4 * TELL_EVERY_MS;

/** The customer's page: shows what the till's page says, and says so when nothing comes any more. */
export function CustomerDisplay({ goneAfterMs = GONE_AFTER_MS }: { goneAfterMs?: number }) {
  const [view, setView] = useState<CustomerView>();
  useStoreLanguage(view);
  useEffect(() => {
    const channel = new BroadcastChannel(CUSTOMER_CHANNEL);
    const ask = (): void => channel.postMessage({ ask: true } satisfies CustomerMessage);
    let silence: ReturnType<typeof setTimeout>;
    const gone = (): void => {
      setView(undefined);
      ask();
      silence = setTimeout(gone, TELL_EVERY_MS);
    };
    silence = setTimeout(gone, goneAfterMs);
    channel.addEventListener('message', ({ data }: MessageEvent<CustomerMessage>) => {
      if (!('show' in data)) return;
      setView(data.show);
      clearTimeout(silence);
      silence = setTimeout(gone, goneAfterMs);
    });
    ask();
    return () => {
      clearTimeout(silence);
      channel.close();
    };
  }, [goneAfterMs]);
  return <CustomerScreen view={view} />;
}
