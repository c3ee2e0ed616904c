import type { SafeStorage } from 'electron';
import type { IPC_CHANNELS, IPC_EVENTS } from '../contracts/ipc.ts';
import type { TellPages } from './ipc-events.ts';
import type { IpcRegistry } from './ipc-registry.ts';
import type { Log } from './log.ts';

/** What a part of main gets to work with. Made once, by the composition root, after ready. */
export type MainHost = {
  readonly ipc: IpcRegistry<typeof IPC_CHANNELS>;
  readonly tellPages: TellPages<typeof IPC_EVENTS>;
  readonly log: Log;
  /** The profile; every file of the till lives under it but the marker. */
  readonly userData: string;
  readonly safeStorage: SafeStorage;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Version of this build, as in package.json. */
  readonly build: string;
  readonly isPackaged: boolean;
  /** Runs when the app ends, before the process does; a part closes its files here. */
  onQuit(close: () => void | Promise<void>): void;
};

/** One part: registers its verbs and starts its work. */
export type MainPart = (host: MainHost) => void | Promise<void>;
