import type { IpcReply } from '../../contracts/ipc-reply.ts';
import {
  IPC_EVENTS,
  type IpcAnswer,
  type IpcArg,
  type IpcChannel,
  type IpcEvent,
  type IpcEventData,
} from '../../contracts/ipc.ts';
import { parse } from '../../contracts/parse.ts';
import type { PageMessage } from '../shared/worker-messages.ts';
import type { WorkerScope } from './worker-scope.ts';

/** A verb the host refused or never answered; the caller turns it into its own closed kind. */
export class HostRefused extends Error {
  override readonly name = 'HostRefused';
}

/** Waits longer than any honest answer; a lost answer must not hang the till. */
const LOST_AFTER_MS = 120_000;

type Waiting = { resolve: (reply: unknown) => void; reject: (e: Error) => void };

/** The worker's way to main (or the browser host): relayed by the page. */
export class HostLink {
  private readonly scope: WorkerScope;
  private readonly waiting = new Map<number, Waiting>();
  private readonly listeners = new Map<string, (data: unknown) => void>();
  private next = 1;

  constructor(scope: WorkerScope) {
    this.scope = scope;
  }

  /** Feed of page messages; true when the message was ours. */
  take(message: PageMessage): boolean {
    if ('hostAnswer' in message) {
      const { hostAnswer } = message;
      const waiting = this.waiting.get(hostAnswer.id);
      this.waiting.delete(hostAnswer.id);
      if (hostAnswer.ok) waiting?.resolve(hostAnswer.reply);
      else waiting?.reject(new HostRefused(hostAnswer.detail));
      return true;
    }
    if ('hostEvent' in message) {
      this.listeners.get(message.hostEvent.name)?.(message.hostEvent.data);
      return true;
    }
    return false;
  }

  async invoke<C extends IpcChannel>(channel: C, arg: IpcArg<C>): Promise<IpcAnswer<C>> {
    const id = this.next++;
    const reply = await new Promise<unknown>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.delete(id);
        reject(new HostRefused(`${channel} was not answered`));
      }, LOST_AFTER_MS);
      const settle =
        <T>(then: (value: T) => void) =>
        (value: T): void => {
          clearTimeout(timer);
          then(value);
        };
      this.waiting.set(id, { resolve: settle(resolve), reject: settle(reject) });
      this.scope.postMessage({ host: { id, channel, arg } });
    });
    // The bridge validated the answer against the channel's schema at the border.
    const typed = reply as IpcReply<IpcAnswer<C>>;
    if (!typed.ok) throw new HostRefused(`${channel}: ${typed.refusal} ${typed.detail}`);
    return typed.answer;
  }

  on<E extends IpcEvent>(event: E, run: (data: IpcEventData<E>) => void): void {
    this.listeners.set(event, (data) => {
      const parsed = parse(IPC_EVENTS[event], data);
      if (parsed !== undefined) run(parsed);
    });
  }
}
