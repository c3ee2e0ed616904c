import { createSocket } from 'node:dgram';
import { once } from 'node:events';

const HEADER_BYTES = 12;
/** An answer, recursion available; the second without a name found. */
const FOUND = 0x8180;
const NO_SUCH_NAME = 0x8183;
/** The asked name again, type A, class IN, one second, four bytes: 127.0.0.1. */
const ANSWER = Buffer.from('c00c000100010000000100047f000001', 'hex');

/** Names as a container engine gives them: each is 127.0.0.1 once it is known, and no name before. */
export type NameServer = { port: number; known: Set<string>; close(): void };

/** A DNS server over UDP, for as much of the protocol as HAProxy asks. */
export async function startNameServer(): Promise<NameServer> {
  const known = new Set<string>();
  const socket = createSocket('udp4');
  socket.on('message', (asked, from) => {
    const labels: string[] = [];
    let at = HEADER_BYTES;
    for (let length = asked[at] ?? 0; length > 0; length = asked[at] ?? 0) {
      labels.push(asked.toString('latin1', at + 1, at + 1 + length));
      at += 1 + length;
    }
    const isKnown = known.has(labels.join('.'));
    // One question, an answer or none; what else it may hold (EDNS) is not answered.
    const header = Buffer.alloc(HEADER_BYTES);
    asked.copy(header, 0, 0, 2);
    header.writeUInt16BE(isKnown ? FOUND : NO_SUCH_NAME, 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(isKnown ? 1 : 0, 6);
    // Behind the name: a zero byte, its type and its class.
    const question = asked.subarray(HEADER_BYTES, at + 5);
    const parts = isKnown ? [header, question, ANSWER] : [header, question];
    socket.send(Buffer.concat(parts), from.port, from.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return { port: socket.address().port, known, close: () => void socket.close() };
}
