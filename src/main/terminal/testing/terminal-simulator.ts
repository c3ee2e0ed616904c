import { createServer, type AddressInfo, type Socket } from 'node:net';
import { ScriptedTerminal } from './scripted-terminal.ts';

export type TerminalSimulator = ScriptedTerminal & {
  readonly port: number;
  /** Resolves once what was asked so far makes this true. */
  until(isSo: () => boolean): Promise<void>;
  close(): Promise<void>;
};

/** A payment terminal on 127.0.0.1; port 0 finds a free one. Tells `say` what it is asked. */
export async function startTerminalSimulator(
  port = 0,
  say: (words: string) => void = () => undefined,
): Promise<TerminalSimulator> {
  const terminal = new ScriptedTerminal();
  const sockets = new Set<Socket>();
  const waiting = new Set<() => void>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    hearLines(socket, (line) => {
      const question = JSON.parse(line) as Parameters<ScriptedTerminal['hear']>[1];
      say(`${question.do} ${question.reference} ${question.amount}: ${terminal.behaviour}`);
      terminal.hear(socket, question);
      for (const look of waiting) look();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return Object.assign(terminal, {
    // A listening TCP server has an address of this form.
    port: (server.address() as AddressInfo).port,
    until: (isSo: () => boolean) => once(waiting, isSo),
    close: () =>
      new Promise<void>((resolve) => {
        terminal.finish();
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  });
}

function hearLines(socket: Socket, hear: (line: string) => void): void {
  let text = '';
  socket.setEncoding('utf8');
  socket.on('data', (more: string) => {
    text += more;
    const lines = text.split('\n');
    text = lines.pop() ?? '';
    for (const line of lines) hear(line);
  });
}

function once(waiting: Set<() => void>, isSo: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!isSo()) return;
      waiting.delete(look);
      resolve();
    };
    waiting.add(look);
    look();
  });
}
