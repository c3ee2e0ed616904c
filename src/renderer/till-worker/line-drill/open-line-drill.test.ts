import { expect, test } from 'vitest';
import { LineAway } from '../../../contracts/line-away.ts';
import type { LineDrillBody } from '../../../contracts/line-drill.ts';
import { nonceText, signingText } from '../../../contracts/signed-token.ts';
import { toBase64url } from '../../../domain/oplog/base64url.ts';
import type { HelloPart, StreamRow } from '../../../sync/core/ports.ts';
import type { Enrolled } from '../enrolled.ts';
import type { HostLink } from '../host-link.ts';
import { WireClient } from '../wire-client.ts';
import type { DrillNote } from './line-drill-desk.ts';
import { openLineDrill, type LineDrillParts } from './open-line-drill.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const STREAM = 'AAAAAAAAAAAAAAAAAAAAAQ';
/** The Saturday evening before Whit Monday. */
const FROM = Date.parse('2026-05-23T17:30:00Z');
const drill = { drill: 'd-aaaaaaaa', from_ms: FROM, until_ms: FROM + 60 * MINUTE };
const doc = (seq: number, businessDate: string) => {
  return { stream: STREAM, seq, businessDate, body: { totals: { gross: 500 } } };
};

/** A till's desk on a database of maps; `answers` are the sites that answer the one question. */
function start(o: { nowMs: () => number; note?: DrillNote; answers?: readonly string[] }) {
  const told: LineDrillBody[] = [];
  const asked: string[] = [];
  const notes = new Map<string, unknown>([['line-drill', { value: o.note }]]);
  const line = new LineAway(() => 0);
  const docs = [doc(11, '2026-05-23'), doc(12, '2026-05-23'), doc(10, '2026-05-23')];
  const db = {
    rows: { get: async () => ({ v: JSON.stringify({ v: 1, ...drill }) }) },
    one: {
      get: async (name: string) => notes.get(name),
      put: async (row: { name: string }) => void notes.set(row.name, row),
    },
    docs: {
      where: () => ({
        aboveOrEqual: (since: string) => ({
          filter: (is: (one: (typeof docs)[number]) => boolean) => ({
            toArray: async () => docs.filter((one) => one.businessDate >= since && is(one)),
          }),
        }),
      }),
    },
  };
  const host = {
    invoke: async (_channel: string, { away_ms: ms }: { away_ms: number | null }) => {
      if (ms !== null) line.take(ms);
      return { away_ms: line.leftMs() };
    },
  };
  const sites = [{ id: 'A' }, { id: 'B' }];
  const parts = {
    db,
    committer: {
      head: { id: STREAM, headSeq: 12, headOpId: 'AAAAAAAAAAAAAAAAAAAAAg' },
      commit: async (fact: { body: () => LineDrillBody }) => {
        told.push(fact.body());
        return { ok: true };
      },
    },
    runner: { state: { streams: [], sites, current: 'A' }, dispatch: () => undefined },
    lane: {
      async pullOnly(site: string) {
        asked.push(site);
        return o.answers?.includes(site) ?? false;
      },
    },
    wire: { correctedMs: o.nowMs, forwardMs: o.nowMs, hasTime: true },
    changed: () => undefined,
  };
  const identity = { store: '0417', profile: { time_zone: 'Europe/Berlin', currency: 'EUR' } };
  const desk = openLineDrill(
    host as unknown as HostLink,
    identity as unknown as Enrolled,
    parts as unknown as LineDrillParts,
  );
  return { desk, told, asked };
}

test('LD4: a till that was switched off in a drill and comes on days later tells all that it sold', async () => {
  const note = { now: { ...drill, stream: STREAM, from_seq: 11 } };
  const till = start({ nowMs: () => FROM + 3 * DAY, note });
  await till.desk.start();
  await till.desk.look();
  expect(till.told).toMatchObject([{ why: 'restart', documents: 2, gross: 1000 }]);
});

test('LD3: a stop is asked for at the other site where the one that the loop uses does not answer', async () => {
  const ask = async (answers: readonly string[]) => {
    const { desk, asked } = start({ nowMs: () => FROM, answers });
    await desk['p'].ask();
    return asked;
  };
  expect(await ask(['A', 'B'])).toEqual(['A']);
  expect(await ask(['B'])).toEqual(['A', 'B']);
  expect(await ask([])).toEqual(['A', 'B']);
});

test('LD5: head office’s time as it was told runs forward though the wall clock is set back', async () => {
  const keys = await crypto.subtle.generateKey('Ed25519', true, ['sign']);
  const raw = await crypto.subtle.exportKey('raw', keys.publicKey);
  const face = { region: 'eu', site: 'A', incarnation: 'A-00000001' };
  const text = signingText('nonce', nonceText({ nonce: 'n', ...face }));
  const sig = await crypto.subtle.sign('Ed25519', keys.privateKey, new TextEncoder().encode(text));
  const base64url = (bytes: ArrayBuffer) => toBase64url(new Uint8Array(bytes));
  const answer = {
    ...face,
    nonce_sig: base64url(sig),
    server_ms: FROM,
    stream: {
      status: 'open',
      contiguous: 0,
      contiguous_op_id: STREAM,
      received_max: 0,
      want: [],
    },
    peers: {},
    limits: { max_ops: 1, max_bytes: 1, hard_bytes: 1 },
    push_after_ms: 0,
    poll_ms: 60_000,
    draining: false,
    recovering: false,
    changes_vec: {},
  };
  const world = { wall: 7_000_000, mono: 0 };
  const body = new TextEncoder().encode(JSON.stringify(answer));
  const wire = new WireClient({
    host: { invoke: async () => ({ ok: true, status: 200, headers: {}, body, ms: 0 }) },
    identity: {
      region: 'eu',
      regionNumber: 1,
      appVersion: '1',
      keys: new Map([['A', base64url(raw)]]),
    },
    clock: { now: () => world.mono, wallMs: () => world.wall, wakeAt: () => () => undefined },
    randomId: () => 'n',
    serverClock: { offsetAtStart: 5000, learned: () => undefined },
    stream: () => ({ id: STREAM, salt: 's' }) as StreamRow,
  } as unknown as ConstructorParameters<typeof WireClient>[0]);
  expect(wire.forwardMs()).toBe(7_005_000);
  const deadlines = { connectMs: 1, firstByteMs: 1, totalMs: 1 };
  const stream = { id: STREAM, salt: 's' } as StreamRow;
  const heard = await wire.hello('A', stream, {} as HelloPart, deadlines, 1);
  expect([heard.kind, wire.forwardMs()]).toEqual(['answer', FROM]);
  Object.assign(world, { mono: 5000, wall: 7_000_000 - DAY });
  expect([wire.forwardMs(), wire.correctedMs()]).toEqual([FROM + 5000, FROM - DAY]);
  // It slept, and the clock that only runs forward slept with it.
  world.wall = 7_000_000 + DAY;
  expect(wire.forwardMs()).toBe(FROM + DAY);
});
