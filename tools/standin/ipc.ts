import { honest } from './honest.ts';
import { KnownEvents } from './known-events.ts';

type Invoked = (event: Electron.IpcMainInvokeEvent, ...args: unknown[]) => unknown;

const handlers = new Map<string, Invoked>();

/** `ipcMain`. Only invoke and handle are played; `ipcRenderer.send` is not, so no event ever comes. */
class IpcMain extends KnownEvents implements Pick<Electron.IpcMain, 'handle' | 'removeHandler'> {
  constructor() {
    super('ipcMain', []);
    return honest('ipcMain', this);
  }

  handle(channel: string, handler: Invoked): void {
    if (handlers.has(channel))
      throw new Error(`Attempted to register a second handler for '${channel}'`);
    handlers.set(channel, handler);
  }

  removeHandler(channel: string): void {
    handlers.delete(channel);
  }
}

export const ipcMain = new IpcMain();

/**
 * Runs the handler of an `ipcRenderer.invoke`. Rejects as Electron words it, so that the text the
 * renderer sees is the same on both hosts.
 */
export async function invokeHandler(
  channel: string,
  event: Electron.IpcMainInvokeEvent,
  args: unknown[],
): Promise<unknown> {
  try {
    const handler = handlers.get(channel);
    if (!handler) throw new Error(`No handler registered for '${channel}'`);
    return await handler(event, ...args);
  } catch (error) {
    throw new Error(`Error invoking remote method '${channel}': ${String(error)}`, {
      cause: error,
    });
  }
}
