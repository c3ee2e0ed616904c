import type { Release, Stage, StampedTransition, Transition } from './release.ts';

export const stage = (percent: number, over: Partial<Stage> = {}): Stage => ({
  percent,
  advance: 'hand',
  min_soak_ms: 0,
  min_sales: 0,
  needs_approval: false,
  business_hours: false,
  ...over,
});

/** A release for tests: 10, 25, 50, 100 percent, by hand. */
export const release = (over: Partial<Release> = {}): Release => ({
  id: 'r1',
  region: 'eu',
  kind: 'flags',
  audience: {},
  stages: [10, 25, 50, 100].map((percent) => stage(percent)),
  guards: [],
  prerequisites: [],
  salt: 'salt-r1',
  flags: [{ key: 'sell-quick-cash', variant: 'on' }],
  ...over,
});

/** One site's operator as tests write histories: every step has seen what `knows` holds. */
export class TestHistory {
  readonly rows: StampedTransition[];
  private readonly origin: string;

  constructor(origin = 'A', knows: readonly StampedTransition[] = []) {
    this.origin = origin;
    this.rows = [...knows];
  }

  add(kind: Transition['kind'], over: Partial<Transition> & { hlc?: number } = {}): this {
    const { hlc = this.rows.length + 1, ...rest } = over;
    const t: Transition = {
      v: 1,
      release: 'r1',
      id: `${this.origin}${this.rows.length}-${kind}`,
      kind,
      by: 'person',
      who: 'anna',
      why: 'test',
      at_ms: hlc,
      saw: this.rows.map((row) => row.t.id),
      before: 0,
      after: 0,
      ...rest,
    };
    this.rows.push({ hlc, o: this.origin, t });
    return this;
  }
}

/** MurmurHash3, x86, 32 bits, seed 0, of ASCII text: the definition, to hold libraries against. */
export function murmur3(ascii: string): number {
  const rotl = (x: number, r: number): number => (x << r) | (x >>> (32 - r));
  const mix = (k: number): number => Math.imul(rotl(Math.imul(k, 0xcc9e2d51), 15), 0x1b873593);
  const byte = (i: number): number => ascii.charCodeAt(i);
  const whole = ascii.length & ~3;
  let h = 0;
  for (let i = 0; i < whole; i += 4) {
    h ^= mix(byte(i) | (byte(i + 1) << 8) | (byte(i + 2) << 16) | (byte(i + 3) << 24));
    h = (Math.imul(rotl(h, 13), 5) + 0xe6546b64) | 0;
  }
  let rest = 0;
  for (let i = ascii.length - 1; i >= whole; i -= 1) rest = (rest << 8) | byte(i);
  if (whole < ascii.length) h ^= mix(rest);
  h ^= ascii.length;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
