import { request } from 'node:http';
import type { LanFailure } from '../../contracts/lan.ts';
import type { LanAddress } from './lan-setting.ts';

/** A till on the same LAN answers in a few milliseconds. */
const WAITS: LanWaits = { connectMs: 1000, totalMs: 3000 };
const MOST_ANSWER_BYTES = 2 * 1024 * 1024;

export type LanWaits = { connectMs: number; totalMs: number };
type Heard = { ok: true; text: string } | { ok: false; failure: LanFailure };

/** Puts one question to one address; never longer than `totalMs`, and never rejects. */
export function askLan(
  { host, port }: LanAddress,
  path: string,
  body: string,
  waits = WAITS,
): Promise<Heard> {
  return new Promise((resolve) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    };
    const asked = request({ host, port, method: 'POST', path, headers, agent: false });
    // Why it is given up, or what it means where the other end hangs up: reached, it will not speak with us.
    let meaning: LanFailure = 'unreachable';
    const giveUp = (): void => {
      if (meaning === 'refused') meaning = 'silent';
      asked.destroy();
    };
    const connect = setTimeout(giveUp, waits.connectMs);
    const total = setTimeout(giveUp, waits.totalMs);
    asked.on('socket', (socket) =>
      socket.once('connect', () => {
        clearTimeout(connect);
        meaning = 'refused';
      }),
    );
    asked.on('error', () => undefined);
    asked.on('close', () => {
      clearTimeout(connect);
      clearTimeout(total);
      resolve({ ok: false, failure: meaning });
    });
    asked.on('response', (response) => {
      const parts: Buffer[] = [];
      let bytes = 0;
      response.on('data', (part: Buffer) => {
        bytes += part.length;
        if (bytes > MOST_ANSWER_BYTES) asked.destroy();
        else parts.push(part);
      });
      response.on('error', () => undefined);
      response.on('end', () => {
        if (response.statusCode !== 200) meaning = 'stranger';
        else resolve({ ok: true, text: Buffer.concat(parts).toString('utf8') });
      });
    });
    asked.end(body);
  });
}
