import fc from 'fast-check';
import { sha256 } from '@noble/hashes/sha2.js';
import { describe, expect, test } from 'vitest';
import { advanceHeads, NO_HEADS, type ChainRow } from './advance-heads.ts';
import { fromBase64url, toBase64url } from './base64url.ts';
import { joinLines, splitLines } from './ndjson.ts';
import { deriveOpId, deriveStreamId, GENESIS } from './op-id.ts';

const chain = (from: string, seq: number, count: number, mark: string): ChainRow[] => {
  const rows: ChainRow[] = [];
  let prev = from;
  for (let i = 0; i < count; i++) {
    const raw = Uint8Array.from(`${mark}${i}`, (c) => c.charCodeAt(0));
    const link = deriveOpId(sha256, prev, GENESIS, seq + i, raw);
    rows.push({ seq: seq + i, prev, link });
    prev = link;
  }
  return rows;
};

describe('op identity (D9, sync 2.5)', () => {
  test('known answer, so that every host derives the same id', () => {
    const raw = Uint8Array.from('{"v":1}', (c) => c.charCodeAt(0));
    expect(deriveOpId(sha256, GENESIS, GENESIS, 1, raw)).toBe('9ai6P0vcHmoURDOQVr_o8w');
  });
  test('changes with each of its parts', () => {
    const raw = new Uint8Array([1, 2, 3]);
    const other = toBase64url(new Uint8Array(16).fill(7));
    const ids = new Set([
      deriveOpId(sha256, GENESIS, GENESIS, 1, raw),
      deriveOpId(sha256, other, GENESIS, 1, raw),
      deriveOpId(sha256, GENESIS, other, 1, raw),
      deriveOpId(sha256, GENESIS, GENESIS, 2, raw),
      deriveOpId(sha256, GENESIS, GENESIS, 1, new Uint8Array([1, 2, 4])),
    ]);
    expect(ids.size).toBe(5);
  });
  test('a stream belongs to one till (D20)', () => {
    expect(deriveStreamId(sha256, 'eu-0417-01', GENESIS)).not.toBe(
      deriveStreamId(sha256, 'eu-0417-02', GENESIS),
    );
  });
});

describe('base64url', () => {
  test('round trip, and one text per id', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        expect(fromBase64url(toBase64url(bytes))).toEqual(bytes);
      }),
    );
    expect(fromBase64url('AB')).toBeUndefined();
    expect(fromBase64url('A=')).toBeUndefined();
    expect(fromBase64url('A')).toBeUndefined();
  });
});

describe('NDJSON', () => {
  test('keeps every byte between line feeds, and shows a cut line', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array().map((b) => b.filter((x) => x !== 10))),
        fc.uint8Array().map((b) => b.filter((x) => x !== 10)),
        (lines, rest) => {
          const cut = new Uint8Array([...joinLines(lines), ...rest]);
          expect(splitLines(cut)).toEqual({ lines, rest });
        },
      ),
    );
  });
});

describe('chain walk (D3)', () => {
  test('order, repeats and the split over two logs do not matter', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.infiniteStream(fc.nat()), (n, random) => {
        const rows = chain(GENESIS, 1, n, 'a');
        const dealt = [...rows, ...rows].sort(() => ((random.next().value ?? 0) % 3) - 1);
        expect(advanceHeads(NO_HEADS, dealt)).toEqual([{ seq: n, opId: rows.at(-1)?.link }]);
      }),
    );
  });
  test('stops at a hole and goes on when it is filled', () => {
    const rows = chain(GENESIS, 1, 5, 'a');
    const held = rows.filter((r) => r.seq !== 3);
    const stopped = advanceHeads(NO_HEADS, held);
    expect(stopped).toEqual([{ seq: 2, opId: rows[1]?.link }]);
    expect(advanceHeads(stopped, rows.slice(2))).toEqual([{ seq: 5, opId: rows[4]?.link }]);
  });
  test('peers-14 a row at the right seq with another past is not walked over', () => {
    const rows = chain(GENESIS, 1, 3, 'a');
    const alien = chain(toBase64url(new Uint8Array(16).fill(9)), 4, 1, 'x');
    expect(advanceHeads(NO_HEADS, [...rows, ...alien])).toEqual([{ seq: 3, opId: rows[2]?.link }]);
  });
  test('a fork keeps both branches (D9)', () => {
    const rows = chain(GENESIS, 1, 4, 'a');
    const branch = chain(rows[1]?.link ?? '', 3, 3, 'b');
    expect(advanceHeads(NO_HEADS, [...rows, ...branch])).toEqual([
      { seq: 5, opId: branch[2]?.link },
      { seq: 4, opId: rows[3]?.link },
    ]);
  });
  test('a row that stands for a lost op lets the chain go on (D9)', () => {
    const rows = chain(GENESIS, 1, 3, 'a');
    const standIn = { seq: 2, prev: rows[1]?.prev ?? '', link: rows[1]?.link ?? '' };
    const held = [rows[0], standIn, rows[2]].filter((r) => r !== undefined);
    expect(advanceHeads(NO_HEADS, held)).toEqual([{ seq: 3, opId: rows[2]?.link }]);
  });
});
