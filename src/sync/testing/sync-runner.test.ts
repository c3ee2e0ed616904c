import { sha256 } from '@noble/hashes/sha2.js';
import { expect, test } from 'vitest';
import { toBase64url } from '../../domain/oplog/base64url.ts';
import { GENESIS } from '../../domain/oplog/op-id.ts';
import type { HelloAnswer, OpsAnswer } from '../../contracts/wire.ts';
import { Committer } from '../core/commit.ts';
import { newStreamRow, streamOpenedFact } from '../core/open-stream.ts';
import type { OpRow, SyncTransport } from '../core/ports.ts';
import { DEFAULT_SETTINGS } from '../core/settings.ts';
import { SyncRunner } from '../core/sync-runner.ts';
import { newSyncState } from '../core/sync-state.ts';
import { MemoryJournal } from './memory-journal.ts';
import { MemoryStore } from './memory-store.ts';
import { VirtualClock } from './virtual-clock.ts';

const TILL_ID = 'eu-0417-01';
const STRANGE = 'AQEBAQEBAQEBAQEBAQEBAQ';
const utf8 = new TextEncoder();

/** Counts what is read: a database that is writing would hold up each look. */
class WatchedStore extends MemoryStore {
  reads = 0;

  override readOps(...args: Parameters<MemoryStore['readOps']>): Promise<OpRow[]> {
    this.reads += 1;
    return super.readOps(...args);
  }

  override parked(): ReturnType<MemoryStore['parked']> {
    this.reads += 1;
    return super.parked();
  }
}

/** A selling till and two sites; what a push is answered as the op held is told by `held`. */
function sellingTill(held: (opId: string) => string) {
  const store = new WatchedStore();
  /** What left for a site and what was shown, in order. */
  const seen: ('sent' | 'told')[] = [];
  const clock = new VirtualClock(1_790_000_000_000);
  /** What both sites hold: rows reach the other one at once here. */
  let top = { seq: 0, opId: GENESIS };
  const ofSite = (site: string) => {
    const { seq, opId } = top;
    const other = site === 'A' ? 'B' : 'A';
    const claim = { incarnation: `${other}-life0001`, contiguous: seq, contiguous_op_id: opId };
    return {
      region: 'eu',
      site,
      incarnation: `${site}-life0001`,
      stream: {
        status: 'open' as const,
        contiguous: seq,
        contiguous_op_id: opId,
        received_max: seq,
        want: [],
      },
      peers: { [other]: { ...claim, observed_ms: 0 } },
      recovering: false,
    };
  };
  const transport: SyncTransport = {
    async hello(site) {
      const limits = { max_ops: 200, max_bytes: 1e6, hard_bytes: 1e6 };
      const answer = {
        ...ofSite(site),
        limits,
        nonce_sig: '',
        server_ms: 0,
        push_after_ms: 0,
        poll_ms: 15_000,
        draining: false,
        changes_vec: {},
      } satisfies HelloAnswer;
      return { kind: 'answer', answer, ms: 1 };
    },
    async ops(site, _stream, header) {
      seen.push('sent');
      const seq = header.from_seq + header.count - 1;
      top = { seq, opId: held(header.last_op_id) };
      const answer = { ...ofSite(site), new: header.count, dup: 0, flagged: [] } as OpsAnswer;
      return { kind: 'answer', answer, ms: 1 };
    },
    abort: () => undefined,
    events: () => undefined,
  };
  const base64 = toBase64url;
  const state = newSyncState({
    now: clock.now(),
    sites: [
      { id: 'A', required: true },
      { id: 'B', required: true },
    ],
    home: 'A',
    streams: [],
    met: [],
    settings: DEFAULT_SETTINGS,
    random: () => 0,
  });
  const runner = new SyncRunner(state, [], {
    store,
    transport,
    clock,
    random: () => 0,
    utf8: (t) => utf8.encode(t),
    base64,
    pull: async () => true,
    behind: () => false,
    openStream: async () => undefined,
    onState: () => void seen.push('told'),
    alarm: () => undefined,
  });
  const randomId = () => toBase64url(new Uint8Array(16).fill(7));
  const row = newStreamRow({ sha256, randomId, tillId: TILL_ID }, undefined, 'A');
  const quiet = async (): Promise<void> => undefined;
  const committer = new Committer(
    row,
    {
      store,
      journal: new MemoryJournal(),
      clock,
      sha256,
      utf8: (t) => utf8.encode(t),
      print: quiet,
      reached: quiet,
      alarm: () => undefined,
    },
    (stream, op) => runner.committed(stream, op),
  );
  const fact = streamOpenedFact(
    { tillId: TILL_ID, businessDate: '2026-11-21' },
    row,
    'first-start',
  );
  const sell = async (): Promise<void> => {
    await committer.commit(fact);
    await clock.advance(clock.now() + 2000);
  };
  const pushed = (): number => top.seq;
  return { store, runner, seen, sell, pushed, released: () => runner.state.streams[0]?.released };
}

test('a sale is sent, acknowledged and released without a look into the database', async () => {
  const { store, runner, sell, pushed, released } = sellingTill((opId) => opId);
  runner.start();
  // The first answer looks once whether anything is parked.
  await sell();
  store.reads = 0;
  for (let seq = 2; seq <= 4; seq++) {
    await sell();
    expect([pushed(), released()]).toEqual([seq, seq]);
  }
  expect(store.reads).toBe(0);
  runner.stop();
});

test('D3 a site that holds another op at the place just sold frees nothing', async () => {
  const { runner, sell, pushed, released } = sellingTill(() => STRANGE);
  runner.start();
  await sell();
  expect([pushed(), released()]).toEqual([1, 0]);
  runner.stop();
});

test('a sale leaves for the site before anybody is told of it: drawing would hold it up', async () => {
  const { runner, seen, sell } = sellingTill((opId) => opId);
  runner.start();
  await sell();
  seen.length = 0;
  await sell();
  expect(seen[0]).toBe('sent');
});
