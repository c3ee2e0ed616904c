import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, realpathSync } from 'node:fs';
import net from 'node:net';
import { NotPlayed } from './honest.ts';

/** What a second instance tells the first. */
export type SecondInstance = { argv: string[]; cwd: string; data: unknown };

/** How long the second instance waits for the first to take its message, ms. */
const TELL_MS = 5_000;

/** Runs in a small process of its own, because Electron's call is synchronous. */
const TELL = `const s = require('node:net').connect(process.argv[1].replace('@', '\\0'));
s.on('error', () => process.exit(1)).on('close', () => process.exit(0)).end(process.argv[2]).resume();`;

let held: net.Server | undefined;

/**
 * Takes the lock of a profile, or tells its holder about us and answers false. The lock is a
 * listening socket without a file: it lives exactly as long as its process, so a killed holder
 * leaves nothing behind.
 */
export function takeLock(
  userData: string,
  mine: SecondInstance,
  onSecond: (second: SecondInstance) => void,
): boolean {
  if (held) return true;
  const address = lockAddress(userData);
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    let text = '';
    socket.setEncoding('utf8').on('error', () => undefined);
    socket.on('data', (part: string) => (text += part));
    socket.on('end', () => {
      socket.end();
      onSecond(JSON.parse(text) as SecondInstance);
    });
  });
  server.on('error', () => undefined);
  // bind() and listen() happen inside this call; only the error event comes later.
  server.listen(address);
  if (server.listening) {
    held = server.unref();
    return true;
  }
  tell(address, mine);
  return false;
}

function tell(address: string, mine: SecondInstance): void {
  try {
    const args = ['-e', TELL, address.replace('\0', '@'), JSON.stringify(mine)];
    execFileSync(process.execPath, args, { timeout: TELL_MS, stdio: 'ignore' });
  } catch {
    // The holder is ending or hung; Electron too answers false then.
  }
}

function lockAddress(userData: string): string {
  mkdirSync(userData, { recursive: true });
  const name = `till-standin-${createHash('sha256').update(realpathSync(userData)).digest('hex').slice(0, 32)}`;
  if (process.platform === 'linux') return `\0${name}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`;
  throw new NotPlayed(`app.requestSingleInstanceLock on ${process.platform}`);
}
