import { describe, expect, it } from 'vitest';
import { transferablesOf } from './transferables.ts';

describe('transferables', () => {
  it('finds the bytes of journal lines, each buffer once', () => {
    const raw = new Uint8Array([1, 2]);
    expect(transferablesOf({ ok: true, answer: { lines: [{ raw }, { raw }] } })).toEqual([
      raw.buffer,
    ]);
  });

  it('leaves a view of a larger buffer to be copied', () => {
    expect(transferablesOf({ body: new Uint8Array(16).subarray(4, 8) })).toEqual([]);
  });
});
