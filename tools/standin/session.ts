import { honest } from './honest.ts';
import { setCheckHandler, setRequestHandler } from './permissions.ts';
import { protocol } from './protocol.ts';

type Session = Pick<
  Electron.Session,
  | 'protocol'
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
>;

const plain: Session = {
  protocol: protocol as Electron.Protocol,
  setPermissionRequestHandler: setRequestHandler,
  setPermissionCheckHandler: setCheckHandler,
  setDevicePermissionHandler(handler) {
    // A headless Chromium has no device and no chooser: nothing is ever granted, asked or not.
    void handler;
  },
};

/** The one session there is; partitions are not played. */
export const defaultSession = honest('session', plain) as Electron.Session;

/** `session` of the electron module. */
export const session = honest('electron.session', { defaultSession });
