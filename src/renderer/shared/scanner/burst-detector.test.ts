import { describe, expect, it } from 'vitest';
import { NO_BURST, stepBurst, type Burst } from './burst-detector.ts';

/** Feeds keys with the gaps between them; answers the codes that came out. */
function feed(keys: readonly string[], gapMs: number | ((index: number) => number)): string[] {
  const codes: string[] = [];
  let burst: Burst = NO_BURST;
  let atMs = 5_000;
  keys.forEach((key, index) => {
    atMs += typeof gapMs === 'number' ? gapMs : gapMs(index);
    const step = stepBurst(burst, { key, atMs });
    burst = step.burst;
    if (step.kind === 'code') codes.push(step.code);
  });
  return codes;
}

const CODE = ['4', ...Array.from('012345678901'), 'Enter'];

describe('burst detector', () => {
  it('hears a scanner (dom-A10)', () => {
    expect(feed(CODE, 12)).toEqual(['4012345678901']);
  });

  it('takes a fast typist for a person', () => {
    expect(feed(CODE, 65)).toEqual([]);
  });

  it('lets a scan stall once, because the median decides', () => {
    expect(feed(CODE, (index) => (index === 4 ? 90 : 12))).toEqual(['4012345678901']);
  });

  it('wants the terminator within 100 ms', () => {
    expect(feed(CODE, (index) => (index === CODE.length - 1 ? 101 : 12))).toEqual([]);
    expect(feed(CODE, (index) => (index === CODE.length - 1 ? 100 : 12))).toHaveLength(1);
  });

  it('does not take five characters for a code', () => {
    expect(feed([...Array.from('12345'), 'Enter'], 10)).toEqual([]);
    expect(feed([...Array.from('123456'), 'Enter'], 10)).toEqual(['123456']);
  });

  it('forgets what was typed before a pause', () => {
    expect(feed(['9', ...CODE], (index) => (index === 1 ? 400 : 12))).toEqual(['4012345678901']);
  });

  it('gives two codes for two scans in a row', () => {
    expect(feed([...CODE, ...CODE], 10)).toEqual(['4012345678901', '4012345678901']);
  });

  it('is broken off by a control key', () => {
    expect(feed(['1', '2', '3', 'Escape', '4', '5', '6', 'Enter'], 10)).toEqual([]);
  });
});
