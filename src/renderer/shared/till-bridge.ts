import type { IpcReply } from '../../contracts/ipc-reply.ts';
import type { IpcAnswer, IpcArg, IpcChannel, IpcEvent, IpcEventData } from '../../contracts/ipc.ts';

/** The page's way to whatever hosts it: Electron's main, or the browser host behind the same verbs. */
export type TillBridge = {
  invoke<C extends IpcChannel>(channel: C, arg: IpcArg<C>): Promise<IpcReply<IpcAnswer<C>>>;
  /** Answers a function that ends the listening. */
  on<E extends IpcEvent>(event: E, listener: (data: IpcEventData<E>) => void): () => void;
};
