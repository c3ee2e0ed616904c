import type { SafeStorage } from 'electron';
import type { IPC_CHANNELS, IPC_EVENTS } from '../contracts/ipc.ts';
import type { TellPages } from './ipc-events.ts';
import type { IpcRegistry } from './ipc-registry.ts';
import type { Launch } from './launch/launch.ts';
import type { Log } from './log.ts';

/** What a part of main gets to work with. Made once, by the composition root, after ready. */
export type MainHost = {
  readonly ipc: IpcRegistry<typeof IPC_CHANNELS>;
  readonly tellPages: TellPages<typeof IPC_EVENTS>;
  readonly log: Log;
  /** The profile: Chromium's data, logs, receipts. */
  readonly userData: string;
  /** Where profiles lie; what must outlive one lies beside it. */
  readonly appData: string;
  /** Where the installer put files beside the app. */
  readonly resources: string;
  readonly safeStorage: SafeStorage;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Version of this build, as in package.json. */
  readonly build: string;
  /** Of this start; absent where nothing launched it, as in tests: then builds stay as they are. */
  readonly launch?: Launch;
  /** Ends the till and starts the build that is in place. */
  readonly restart?: () => void;
  readonly isPackaged: boolean;
  /** The till's page as a person sees it. */
  readonly page: {
    /** What it prints as, A4, tagged for who listens to it. */
    toPdf: () => Promise<Buffer>;
    /** Asks who stands there where a file is to go; undefined where they say nowhere. */
    askPlace: (name: string, kind: 'pdf' | 'csv') => Promise<string | undefined>;
  };
  /** Runs when the app ends, before the process does; a part closes its files here. */
  onQuit(close: () => void | Promise<void>): void;
};

/** One part: registers its verbs and starts its work. */
export type MainPart = (host: MainHost) => void | Promise<void>;
