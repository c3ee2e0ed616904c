import { connect, type Socket } from 'node:net';

/** A TCP line to a printer: writes, and hears single status bytes before a deadline. */
export type PrinterLine = {
  write(bytes: Uint8Array): void;
  /** Whether everything written has left this machine. */
  isSent(): boolean;
  /** The next byte of that form; undefined at the deadline (ms from now), or `closed`. */
  hear(isIt: (byte: number) => boolean, ms: number): Promise<number | 'closed' | undefined>;
  close(): void;
};

/** Undefined where nobody answers in time. */
export function openPrinterLine(
  address: { host: string; port: number },
  ms: number,
): Promise<PrinterLine | undefined> {
  return new Promise((resolve) => {
    const socket = connect(address);
    const late = setTimeout(() => {
      socket.destroy();
      resolve(undefined);
    }, ms);
    // An error is followed by `close`, which is what everybody listens for.
    socket.on('error', () => undefined);
    socket.once('close', () => {
      clearTimeout(late);
      resolve(undefined);
    });
    socket.once('connect', () => {
      clearTimeout(late);
      resolve(lineOf(socket));
    });
  });
}

function lineOf(socket: Socket): PrinterLine {
  const heard: number[] = [];
  let isClosed = false;
  let wake = (): void => undefined;
  socket.setNoDelay(true);
  socket.on('data', (bytes) => {
    heard.push(...bytes);
    wake();
  });
  socket.on('close', () => {
    isClosed = true;
    wake();
  });
  return {
    write: (bytes) => void socket.write(bytes),
    isSent: () => socket.writableLength === 0,
    async hear(isIt, ms) {
      const until = performance.now() + ms;
      for (;;) {
        // Bytes of another form are answers nobody waits for any more.
        for (let byte = heard.shift(); byte !== undefined; byte = heard.shift())
          if (isIt(byte)) return byte;
        if (isClosed) return 'closed';
        const left = until - performance.now();
        if (left <= 0) return undefined;
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, left);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
    },
    close: () => socket.destroySoon(),
  };
}
