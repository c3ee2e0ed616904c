import http, { type ServerResponse } from 'node:http';
import { afterEach, expect, test, vi } from 'vitest';
import { readEvents } from '../../contracts/event-stream.ts';
import { openConnections } from './connections.ts';
import { openEventStreams } from './event-streams.ts';
import { listenOn } from './testing-server.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0).reverse()) close();
});

async function start(over: { silenceMs?: number } = {}) {
  const open: ServerResponse[] = [];
  const times: number[] = [];
  let head: [number, string] = [200, 'text/event-stream'];
  const server = http.createServer((_request, response) => {
    response.writeHead(head[0], { 'content-type': head[1] }).write(': open\n\n');
    open.push(response);
  });
  closers.push(() => {
    server.close();
    server.closeAllConnections();
  });
  const url = new URL(`http://127.0.0.1:${await listenOn(server)}/v1/sync/events`);
  const connections = openConnections();
  const told: string[] = [];
  let now = 0;
  const streams = openEventStreams({
    connections,
    request: async (_site, _stream, timeMs) => {
      times.push(timeMs);
      return { url, method: 'GET', headers: {} };
    },
    tell: ({ site, kind }) => told.push(`${site} ${kind}`),
    now: () => now,
    random: () => 0.5,
    retryMs: [1, 9],
    ...over,
  });
  closers.push(connections.close, streams.close);
  return {
    streams,
    told,
    open,
    times,
    answer: (status: number, type: string) => (head = [status, type]),
    pass: (ms: number) => (now += ms),
    toldBe: (all: string[]) => vi.waitFor(() => expect(told).toEqual(all)),
  };
}

test('pokes reach the page; a lost stream is opened again with a new signature', async () => {
  const { streams, open, times, pass, toldBe } = await start();
  streams.turnOn('A', undefined, 1000);
  await toldBe(['A open']);
  open[0]?.write('event: confirmed\nda');
  open[0]?.write('ta: {}\n\nevent: unheard\n\n:\n\nevent: poke\r\n\r\n');
  await toldBe(['A open', 'A confirmed', 'A poke']);
  pass(500);
  open[0]?.destroy();
  await toldBe(['A open', 'A confirmed', 'A poke', 'A closed', 'A open']);
  expect(times).toEqual([1000, 1500]);
});

test('a silent stream is given up and opened again', async () => {
  const { streams, toldBe } = await start({ silenceMs: 60 });
  streams.turnOn('A', undefined, 0);
  await toldBe(['A open', 'A closed', 'A open']);
});

test('off means off: closed once, no further attempt', async () => {
  const { streams, open, told, toldBe } = await start();
  streams.turnOn('A', undefined, 0);
  await toldBe(['A open']);
  streams.turnOff('A');
  await toldBe(['A open', 'A closed']);
  await vi.waitFor(() => expect(open[0]?.destroyed).toBe(true));
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(told).toEqual(['A open', 'A closed']);
  expect(open).toHaveLength(1);
});

test('turning on again replaces the stream', async () => {
  const { streams, open, toldBe } = await start();
  streams.turnOn('A', undefined, 0);
  await toldBe(['A open']);
  streams.turnOn('A', 'other', 0);
  await toldBe(['A open', 'A closed', 'A open']);
  expect(open).toHaveLength(2);
});

test('an answer that is no event stream was never open', async () => {
  const { streams, told, times, answer } = await start();
  answer(200, 'text/html');
  streams.turnOn('A', undefined, 0);
  await vi.waitFor(() => expect(times.length).toBeGreaterThan(2));
  answer(403, 'text/event-stream');
  await vi.waitFor(() => expect(times.length).toBeGreaterThan(5));
  expect(told).toEqual([]);
});

test('an endless line is no event stream', () => {
  const read = readEvents(() => {});
  expect(read('event: poke')).toBe(true);
  expect(read('x'.repeat(5000))).toBe(false);
});

test('NEWS1 a poke may say what moved; what is no such word is left out and the poke still counts', () => {
  const told: unknown[] = [];
  const read = readEvents((kind, said) => told.push([kind, said]));
  const moved = { ds: ['flag'], after: { 'A:A-12345678': 7 }, vec: { 'A:A-12345678': 8 } };
  read(`event: poke\ndata: ${JSON.stringify(moved)}\n\n`);
  read('event: poke\ndata: {"ds":["flag"],"after":7}\n\nevent: poke\ndata: {}\n\n');
  read(`data: ${JSON.stringify(moved)}\nevent: confirmed\n\nevent: poke\n\n`);
  expect(told).toEqual([
    ['poke', { moved }],
    ['poke', {}],
    ['poke', {}],
    ['confirmed', {}],
    ['poke', {}],
  ]);
});
