import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { releasable, takeClaim, type Evidence, type ResolvedClaim } from './evidence.ts';

const evidence = (contiguous: number, patch: Partial<Evidence> = {}): Evidence => ({
  incarnation: 'A-life0001',
  contiguous,
  opId: `op-${contiguous}`,
  onChain: true,
  recovering: false,
  receivedMax: contiguous,
  want: [],
  source: 'direct',
  at: 0,
  movedAt: 0,
  ...patch,
});
const claim = (contiguous: number, patch: Partial<ResolvedClaim> = {}): ResolvedClaim => ({
  site: 'A',
  incarnation: 'A-life0001',
  contiguous,
  opId: `op-${contiguous}`,
  onChain: true,
  recovering: false,
  receivedMax: contiguous,
  want: [],
  source: 'direct',
  ...patch,
});
const lives = { A: 'A-life0001', B: 'B-life0001' };
const atB = (n: number, patch: Partial<Evidence> = {}) =>
  evidence(n, { incarnation: 'B-life0001', ...patch });

describe('release', () => {
  test('RL1 peers-6 only what every required site confirmed', () => {
    expect(releasable(['A', 'B'], { A: evidence(7), B: atB(4) }, lives)).toBe(4);
    expect(releasable(['A', 'B'], { A: evidence(7) }, lives)).toBe(0);
    expect(releasable(['A'], { A: evidence(7), B: atB(4) }, lives)).toBe(7);
    expect(releasable([], { A: evidence(7) }, lives)).toBe(0);
  });

  test('RL2 RL3 RL6 a claim off our chain, of another life or of a recovering site frees nothing', () => {
    for (const bad of [{ onChain: false }, { incarnation: 'B-life0002' }, { recovering: true }])
      expect(releasable(['A', 'B'], { A: evidence(7), B: atB(7, bad) }, lives)).toBe(0);
  });

  test('RL1 never above what any required site holds, whatever the claims', () => {
    const any = fc.record({
      n: fc.nat(50),
      onChain: fc.boolean(),
      recovering: fc.boolean(),
      life: fc.constantFrom('1', '2'),
    });
    fc.assert(
      fc.property(any, any, (a, b) => {
        const of = (x: typeof a, site: string) =>
          evidence(x.n, {
            onChain: x.onChain,
            recovering: x.recovering,
            incarnation: `${site}-life000${x.life}`,
          });
        const up = releasable(['A', 'B'], { A: of(a, 'A'), B: of(b, 'B') }, lives);
        expect(up).toBeLessThanOrEqual(Math.min(a.n, b.n));
        const good = [a, b].every((x) => x.onChain && !x.recovering && x.life === '1');
        expect(up).toBe(good ? Math.min(a.n, b.n) : 0);
      }),
    );
  });
});

describe('claims', () => {
  test('RL4 a direct word wins, also when it is lower', () => {
    expect(takeClaim(evidence(9), claim(3), 'A-life0001', 5)?.contiguous).toBe(3);
  });
  test('RL5 a relayed word never lowers what is known', () => {
    expect(takeClaim(evidence(9), claim(3, { source: 'peer' }), 'A-life0001', 5)?.contiguous).toBe(
      9,
    );
    expect(takeClaim(evidence(9), claim(12, { source: 'peer' }), 'A-life0001', 5)?.contiguous).toBe(
      12,
    );
  });
  test('RL5 a relayed head that is not ours says nothing about our branch', () => {
    const known = evidence(9);
    expect(takeClaim(known, claim(12, { source: 'peer', onChain: false }), 'A-life0001', 5)).toBe(
      known,
    );
  });
  test('RL3 a relayed word of another life is not believed', () => {
    const known = evidence(9);
    expect(
      takeClaim(known, claim(12, { source: 'peer', incarnation: 'A-life0002' }), 'A-life0001', 5),
    ).toBe(known);
  });
  test('SE5 remembers when a site last moved', () => {
    expect(takeClaim(evidence(9, { movedAt: 1 }), claim(9), 'A-life0001', 5)?.movedAt).toBe(1);
    expect(takeClaim(evidence(9, { movedAt: 1 }), claim(10), 'A-life0001', 5)?.movedAt).toBe(5);
  });
});
