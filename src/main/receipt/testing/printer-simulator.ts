import { createServer, type AddressInfo, type Socket } from 'node:net';
import { EscPosReader, textOf, type PrinterDeed } from './esc-pos-reader.ts';

/** What is done to it while it works. */
export type PrinterState = {
  paper: boolean;
  cover: 'closed' | 'open';
  /** Takes the line and says nothing. */
  isSilent: boolean;
  /** Never says that it is done, as some cheap ones. */
  isNeverDone: boolean;
  /** Runs out of paper after so many more rows. */
  rowsLeft: number;
  /** Somebody pulls its plug after so many more rows. */
  unpluggedAfter: number;
};

export type PrinterSimulator = {
  readonly port: number;
  readonly state: PrinterState;
  /** Everything on paper so far, also of receipts that were torn off midway. */
  readonly deeds: readonly PrinterDeed[];
  /** Deeds that came with the paper and the drawer, by kind. */
  count(did: PrinterDeed['did']): number;
  text(): string;
  /** Resolves once what came so far makes this true. */
  until(isSo: () => boolean): Promise<void>;
  close(): Promise<void>;
};

/** A network printer with a drawer: TCP in, deeds out; port 0 finds a free one. */
export async function startPrinterSimulator(
  port = 0,
  numbering: 'epson' | 'xprinter' = 'epson',
): Promise<PrinterSimulator> {
  const state: PrinterState = {
    paper: true,
    cover: 'closed',
    isSilent: false,
    isNeverDone: false,
    rowsLeft: Infinity,
    unpluggedAfter: Infinity,
  };
  const deeds: PrinterDeed[] = [];
  const sockets = new Set<Socket>();
  const waiting = new Set<() => void>();
  const server = createServer((socket) => {
    sockets.add(socket);
    const reader = new EscPosReader(numbering);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    socket.on('data', (bytes) => {
      for (const deed of reader.take(bytes)) if (!serve(socket, deed, state, deeds)) break;
      for (const look of waiting) look();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    // A listening TCP server has an address of this form.
    port: (server.address() as AddressInfo).port,
    state,
    deeds,
    count: (did) => deeds.filter((deed) => deed.did === did).length,
    text: () => textOf(deeds),
    until: (isSo) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!isSo()) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** False where the plug is out. */
function serve(
  socket: Socket,
  deed: PrinterDeed,
  state: PrinterState,
  deeds: PrinterDeed[],
): boolean {
  if (deed.did === 'asked') {
    if (state.isSilent || (!deed.now && (!state.paper || state.isNeverDone))) return true;
    socket.write(Uint8Array.of(deed.now ? statusNow(deed.about, state) : 0));
    return true;
  }
  if (!state.paper && deed.did !== 'drawer') return true;
  deeds.push(deed);
  if (deed.did !== 'row') return true;
  state.rowsLeft -= 1;
  state.unpluggedAfter -= 1;
  if (state.rowsLeft <= 0) state.paper = false;
  if (state.unpluggedAfter > 0) return true;
  socket.destroy();
  return false;
}

/** The answer to `DLE EOT n`, as in the command reference. */
function statusNow(about: number, { paper, cover }: PrinterState): number {
  if (about === 2) return 0x12 | (cover === 'open' ? 0x04 : 0) | (paper ? 0 : 0x20);
  if (about === 4) return 0x12 | (paper ? 0 : 0x60);
  return 0x12;
}
