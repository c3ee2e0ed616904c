import type { App, Session, WebContents } from 'electron';
import { isOwnUrl } from './app-scheme.ts';
import type { Log } from './log.ts';

/** All a till page may ever have; everything else is refused, asked or not. */
const ALLOWED_PERMISSIONS: ReadonlySet<string> = new Set(['persistent-storage']);

/** Denies permissions and devices by default, for requests and for silent checks. */
export function lockPermissions(session: Session, log: Log): void {
  session.setPermissionCheckHandler(
    (_contents, permission, origin) => ALLOWED_PERMISSIONS.has(permission) && isOwnUrl(origin),
  );
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    const isAllowed = ALLOWED_PERMISSIONS.has(permission) && isOwnUrl(details.requestingUrl);
    if (!isAllowed) log.warn('permission.denied', { permission });
    answer(isAllowed);
  });
  session.setDevicePermissionHandler(() => false);
}

/** Keeps every page on our own bundle: no way out, no new window, no webview. */
export function lockNavigation(app: App, log: Log): void {
  app.on('web-contents-created', (_event, contents) => lockContents(contents, log));
}

function lockContents(contents: WebContents, log: Log): void {
  const stay = (event: { url: string; preventDefault(): void }): void => {
    if (isOwnUrl(event.url)) return;
    event.preventDefault();
    log.warn('navigation.denied', { origin: originOf(event.url) });
  };
  contents.on('will-navigate', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    log.warn('window.denied', { origin: originOf(url) });
    return { action: 'deny' };
  });
}

/** Paths and queries may carry bodies; logs get the origin only. */
function originOf(url: string): string {
  try {
    const { protocol, host } = new URL(url);
    return `${protocol}//${host}`;
  } catch {
    return 'unreadable';
  }
}
