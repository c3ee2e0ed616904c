import type { CdpPipe } from './cdp-pipe.ts';

type RequestHandler = Parameters<Electron.Session['setPermissionRequestHandler']>[0];
type CheckHandler = Parameters<Electron.Session['setPermissionCheckHandler']>[0];
type Asked = Parameters<NonNullable<CheckHandler>>[1];

/** Chromium's names for what Electron's handlers are asked about. */
const PERMISSIONS: Readonly<Record<string, readonly string[]>> = {
  media: ['camera', 'microphone'],
  geolocation: ['geolocation'],
  notifications: ['notifications'],
  midi: ['midi'],
  'clipboard-read': ['clipboard-read'],
  'clipboard-sanitized-write': ['clipboard-write'],
  'persistent-storage': ['persistent-storage'],
  'storage-access': ['storage-access'],
  'idle-detection': ['idle-detection'],
  'window-management': ['window-management'],
  'display-capture': ['display-capture'],
  'speaker-selection': ['speaker-selection'],
  keyboardLock: ['keyboard-lock'],
  pointerLock: ['pointer-lock'],
};

let onRequest: RequestHandler = null;
let onCheck: CheckHandler = null;
let apply: () => void = () => undefined;

export function setRequestHandler(handler: RequestHandler): void {
  onRequest = handler;
  apply();
}

export function setCheckHandler(handler: CheckHandler): void {
  onCheck = handler;
  apply();
}

/**
 * Asks the app's handlers about every permission of an origin and tells Chromium the answers.
 * Electron asks when the page asks; here all are asked before the page loads, because a headless
 * Chromium shows no prompt that could be answered later. Without handlers all is granted, as there.
 */
export async function applyPermissions(
  cdp: CdpPipe,
  webContents: Electron.WebContents,
  schemeUrl: string,
  origin: string,
): Promise<void> {
  const run = async (): Promise<void> => {
    for (const [electronName, names] of Object.entries(PERMISSIONS)) {
      const isGranted = await ask(webContents, electronName, schemeUrl);
      for (const name of names)
        await cdp.send('Browser.setPermission', {
          permission: { name },
          setting: isGranted ? 'granted' : 'denied',
          origin,
        });
    }
  };
  apply = () => void run().catch(() => undefined);
  await run();
}

async function ask(webContents: Electron.WebContents, name: string, url: string): Promise<boolean> {
  const { protocol, host } = new URL(url);
  const details = {
    requestingUrl: url,
    isMainFrame: true,
    securityOrigin: `${protocol}//${host}/`,
  };
  if (onCheck && !onCheck(webContents, name as Asked, `${protocol}//${host}/`, details))
    return false;
  const handler = onRequest;
  if (!handler) return true;
  return new Promise((resolve) => {
    handler(webContents, name as never, resolve, details);
  });
}
