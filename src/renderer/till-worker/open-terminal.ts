import type { PaymentTerminal } from '../../contracts/payment-terminal.ts';
import type { AppInfo } from './enrolled.ts';
import type { HostLink } from './host-link.ts';

/** A host that does not answer leaves the payment unknown, like a terminal that does not. */
export function openTerminal(host: HostLink, info: AppInfo): PaymentTerminal | undefined {
  if (info.terminal !== true) return undefined;
  const silent = { ok: false, failure: 'silent' } as const;
  return { ask: (question) => host.invoke('terminal.ask', question).catch(() => silent) };
}
