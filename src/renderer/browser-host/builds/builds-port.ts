import type { UpdatePort } from '../../shared/update-port.ts';

const listeners = new Set<() => void>();
let opened: UpdatePort | undefined;

/** Builds that head office brings, for screens: there are none before the host has opened. */
export const BUILDS_PORT: UpdatePort = {
  state: () => opened?.state() ?? 'none',
  subscribe(tell) {
    listeners.add(tell);
    return () => void listeners.delete(tell);
  },
  putInPlace: () => opened?.putInPlace(),
};

/** From now on the port is this one. */
export function attachBuilds(port: UpdatePort): void {
  opened = port;
  port.subscribe(() => {
    for (const tell of listeners) tell();
  });
}
