import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { SigningQuestion } from '../../../contracts/signing-device.ts';
import { ScriptedSigningDevice } from './scripted-signing-device.ts';

export type SigningSimulator = ScriptedSigningDevice & {
  readonly port: number;
  close(): Promise<void>;
};

type Simulated = {
  /** 0 finds a free one. */
  port?: number;
  /** Where key and counters are kept; without one they are gone with it. */
  file?: string;
  /** Told what it is asked. */
  say?: (words: string) => void;
};

/** A signing device on 127.0.0.1: SIMULATOR, for tests and for looking at. */
export async function startSigningSimulator({
  port = 0,
  file,
  say = () => undefined,
}: Simulated = {}): Promise<SigningSimulator> {
  const device = new ScriptedSigningDevice(file, Date.now);
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    let text = '';
    socket.setEncoding('utf8');
    socket.on('data', (more: string) => {
      text += more;
      const lines = text.split('\n');
      text = lines.pop() ?? '';
      for (const line of lines) {
        const question = JSON.parse(line) as SigningQuestion;
        say(`${question.do} ${question.client} ${question.reference}: ${device.behaviour}`);
        device.hear(socket, question);
      }
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return Object.assign(device, {
    // A listening TCP server has an address of this form.
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise<void>((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  });
}
