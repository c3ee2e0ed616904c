import type { IpcMainInvokeEvent, SafeStorage } from 'electron';
import { IPC_CHANNELS, IPC_EVENTS } from '../../src/contracts/ipc.ts';
import { openIpcRegistry } from '../../src/main/ipc-registry.ts';
import { makeTellPages } from '../../src/main/ipc-events.ts';
import { makeLog } from '../../src/main/log.ts';
import { registerAppVerbs } from '../../src/main/app-verbs.ts';
import { registerTill } from '../../src/main/till-part.ts';
import { HostLink } from '../../src/renderer/till-worker/host-link.ts';

export type HostPlace = {
  /** Key, identity and journal are kept here. */
  folder: string;
  /** `RegionTrust` as JSON. */
  regionFile: string;
  /** PEM of the authorities the sites' certificates may come from. */
  caFile?: string;
};

type Verb = (event: IpcMainInvokeEvent, arg: unknown) => unknown;

/** Files are readable on a test machine without a keyring, and say so. */
const NO_KEYRING = {
  isEncryptionAvailable: () => false,
  getSelectedStorageBackend: () => 'basic_text',
} as unknown as SafeStorage;
const PAGE = { senderFrame: { url: 'app://till/' } } as unknown as IpcMainInvokeEvent;

/**
 * The till's main process without Electron around it: its real identity, journal and transport behind
 * its real, checking border. What Chromium would carry between them is a call.
 */
export async function openHeadlessHost(
  place: HostPlace,
): Promise<{ link: HostLink; close: () => Promise<void> }> {
  const verbs = new Map<string, Verb>();
  const onQuit: (() => void | Promise<void>)[] = [];
  const log = makeLog(() => undefined, Date.now);
  const link = new HostLink({
    postMessage(message) {
      if (!('host' in message)) return;
      const { id, channel, arg } = message.host;
      void Promise.resolve(verbs.get(channel)?.(PAGE, arg)).then(
        (reply) => link.take({ hostAnswer: { id, ok: true, reply } }),
        (error: unknown) => link.take({ hostAnswer: { id, ok: false, detail: String(error) } }),
      );
    },
    addEventListener: () => undefined,
  });
  const page = {
    isDestroyed: () => false,
    send: (name: string, data: unknown) => void link.take({ hostEvent: { name, data } }),
  };
  const host = {
    ipc: openIpcRegistry({
      table: IPC_CHANNELS,
      ipcMain: { handle: (channel: string, run: Verb) => void verbs.set(channel, run) },
      isTrusted: () => true,
      log,
    }),
    tellPages: makeTellPages(IPC_EVENTS, () => [page]),
    log,
    userData: place.folder,
    appData: place.folder,
    resources: place.folder,
    safeStorage: NO_KEYRING,
    env: {
      EVERTILL_REGION_FILE: place.regionFile,
      EVERTILL_STATE_DIR: place.folder,
      ...(place.caFile === undefined ? {} : { EVERTILL_CA_FILE: place.caFile }),
    },
    build: 'headless',
    page: {
      toPdf: () => Promise.reject(new Error('a till without a page prints nothing')),
      askPlace: async () => undefined,
    },
    isPackaged: true,
    onQuit: (close: () => void | Promise<void>) => void onQuit.push(close),
  };
  registerAppVerbs(host);
  await registerTill(host);
  return {
    link,
    async close() {
      for (const end of onQuit.reverse()) await end();
    },
  };
}
