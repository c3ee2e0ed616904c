import { honest, NotPlayed } from './honest.ts';

let lastBlocker = 0;
const blockers = new Set<number>();

const plainBlocker: Pick<Electron.PowerSaveBlocker, 'start' | 'stop' | 'isStarted'> = {
  start() {
    blockers.add(++lastBlocker);
    return lastBlocker;
  },
  stop: (id) => blockers.delete(id),
  isStarted: (id) => blockers.has(id),
};

/** `powerSaveBlocker`: keeps count; there is no display to keep on. */
export const powerSaveBlocker = honest('powerSaveBlocker', plainBlocker);

/** `Menu`: only its absence can be asked for. */
export const menu = honest('Menu', {
  setApplicationMenu(value: Electron.Menu | null) {
    if (value !== null) throw new NotPlayed('Menu.setApplicationMenu of a menu');
  },
});
