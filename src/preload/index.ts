import { contextBridge, ipcRenderer } from 'electron';

// Put in by the build from the contract, so that no schema library ships in the sandbox.
declare const IPC_CHANNEL_NAMES: readonly string[];
declare const IPC_EVENT_NAMES: readonly string[];

/** The page's only way to main: verbs and events of the contract, nothing of Electron's. */
const till = {
  invoke(channel: string, arg: unknown): Promise<unknown> {
    if (IPC_CHANNEL_NAMES.includes(channel)) return ipcRenderer.invoke(channel, arg);
    return Promise.resolve({ ok: false, refusal: 'unknown-channel', detail: 'preload' });
  },
  /** Answers a function that ends the listening. */
  on(event: string, listener: (data: unknown) => void): () => void {
    if (!IPC_EVENT_NAMES.includes(event)) throw new Error(`no event ${event}`);
    const take = (_event: unknown, data: unknown): void => listener(data);
    ipcRenderer.on(event, take);
    return () => void ipcRenderer.off(event, take);
  },
};

contextBridge.exposeInMainWorld('till', till);
