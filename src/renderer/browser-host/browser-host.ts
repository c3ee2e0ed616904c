import type { IpcReply } from '../../contracts/ipc-reply.ts';
import type { IpcAnswer, IpcArg, IpcChannel, IpcEvent, IpcEventData } from '../../contracts/ipc.ts';
import type { TillBridge } from '../shared/till-bridge.ts';
import { startHandlers, type Handlers } from './handlers.ts';

/**
 * The host of a till that runs in a plain browser: the verbs of main, played by the page itself
 * (D24). Weaker than Electron, and `app.info` says so.
 */
export function openBrowserHost(): TillBridge {
  // The one event there is in a browser, which has no printer to tell of.
  const listeners = new Set<(event: IpcEventData<'transport.event'>) => void>();
  const started = startHandlers((event) => {
    for (const listener of listeners) listener(event);
  });
  // A host that cannot start refuses each call; nobody may be waiting for one yet.
  started.catch(() => undefined);
  return {
    async invoke<C extends IpcChannel>(
      channel: C,
      arg: IpcArg<C>,
    ): Promise<IpcReply<IpcAnswer<C>>> {
      try {
        const handlers: Handlers = await started;
        return { ok: true, answer: await handlers[channel](arg) };
      } catch (error) {
        const detail = error instanceof Error ? error.message : 'unknown';
        return { ok: false, refusal: 'failed', detail };
      }
    },
    on<E extends IpcEvent>(event: E, listener: (data: IpcEventData<E>) => void) {
      if (event !== 'transport.event') return () => undefined;
      // Its name says what it carries.
      const take = (data: unknown): void => listener(data as IpcEventData<E>);
      listeners.add(take);
      return () => void listeners.delete(take);
    },
  };
}
