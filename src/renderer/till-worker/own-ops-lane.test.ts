import { sha256 } from '@noble/hashes/sha2.js';
import { expect, test } from 'vitest';
import { deriveStreamId } from '../../domain/oplog/op-id.ts';
import { newStreamRow } from '../../sync/core/open-stream.ts';
import type { Journal, LocalStore } from '../../sync/core/ports.ts';
import { OwnOpsLane } from './own-ops-lane.ts';

const TILL_ID = 'eu-0417-01';
const SALT = 'AQEBAQEBAQEBAQEBAQEBAQ';
const MINUTE_MS = 60_000;
/** Nothing comes back, so nothing is written. */
const untouched: unknown = {};

test('OO5 a stream of a machine whose key nobody tells is not fetched, and asked for ever more seldom', async () => {
  const stream = deriveStreamId(sha256, TILL_ID, SALT);
  const told = {
    stream,
    salt: SALT,
    series: 'A',
    first: 1,
    received_max: 9,
    status: 'open',
    voided: [],
  };
  const asked: string[] = [];
  let now = 0;
  const row = newStreamRow({ sha256, randomId: () => SALT, tillId: TILL_ID }, undefined, 'C');
  const lane = new OwnOpsLane({
    store: untouched as LocalStore,
    journal: untouched as Journal,
    wire: {
      get: async (_site, path) => {
        asked.push(path);
        return new TextEncoder().encode(JSON.stringify({ streams: [told] }));
      },
    },
    tillId: TILL_ID,
    siteKeys: new Map([['A', 'key']]),
    credential: async () => undefined,
    setAside: async () => undefined,
    now: () => now,
    current: () => row,
    recovered: () => undefined,
    shiftIs: () => undefined,
    openStream: async () => undefined,
  });
  const times: number[] = [];
  for (; now < 6 * 60 * MINUTE_MS; now += MINUTE_MS) {
    const before = asked.length;
    await lane.attempt('A');
    if (asked.length > before) times.push(now / MINUTE_MS);
  }
  expect(new Set(asked)).toEqual(new Set(['/v1/sync/own-streams']));
  expect(times.slice(0, 7)).toEqual([0, 1, 3, 7, 15, 31, 63]);
  expect(times.slice(7, 9)).toEqual([123, 183]);
});
