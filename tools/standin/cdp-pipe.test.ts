import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { CdpPipe } from './cdp-pipe.ts';

function setUp(): { pipe: CdpPipe; fromBrowser: PassThrough; sent: string[] } {
  const fromBrowser = new PassThrough();
  const toBrowser = new PassThrough();
  const sent: string[] = [];
  toBrowser.on('data', (chunk: Buffer) => sent.push(chunk.toString()));
  return { pipe: new CdpPipe(fromBrowser, toBrowser), fromBrowser, sent };
}

test('answers find their commands, however the bytes are cut', async () => {
  const { pipe, fromBrowser, sent } = setUp();
  const first = pipe.send('A.b', { x: 1 }, 's');
  const second = pipe.send('C.d');
  const bytes = Buffer.from('{"id":2,"error":{"message":"näh"}}\0{"id":1,"result":"jä"}\0');
  for (const byte of bytes) fromBrowser.write(Buffer.from([byte]));
  expect(await first).toBe('jä');
  await expect(second).rejects.toThrow('C.d: näh');
  expect(sent[0]).toBe('{"id":1,"method":"A.b","params":{"x":1},"sessionId":"s"}\0');
});

test('events go to the listener of their session', async () => {
  const { pipe, fromBrowser } = setUp();
  const heard: unknown[] = [];
  pipe.listen('', (method) => heard.push(['browser', method]));
  pipe.listen('s', (method, params) => heard.push(['s', method, params]));
  fromBrowser.write(
    '{"method":"A"}\0{"method":"B","params":1,"sessionId":"s"}\0{"method":"C","sessionId":"t"}\0',
  );
  await new Promise(setImmediate);
  expect(heard).toEqual([
    ['browser', 'A'],
    ['s', 'B', 1],
  ]);
});

test('a closed pipe fails what waits and what comes', async () => {
  const { pipe, fromBrowser } = setUp();
  const waiting = pipe.send('A.b');
  fromBrowser.destroy();
  await expect(waiting).rejects.toThrow('A.b: Chromium is gone');
  await expect(pipe.send('C.d')).rejects.toThrow('C.d: Chromium is gone');
});
