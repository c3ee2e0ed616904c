import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ANY_SCANNER, type ScannerProfile } from './scanner-profile.ts';
import { idleWedge, QUIET, stepWedge, type Wedge } from './wedge.ts';

type Keys = readonly (readonly [key: string, gapMs: number])[];

/** What the page sees of the keys, and what comes out; `?` where a scanner sent nonsense. */
function feed(keys: Keys, by: ScannerProfile = ANY_SCANNER, quietMs = 5000) {
  const { scans, page } = watch(keys, by, quietMs);
  return { scans, page };
}

/** As `feed`; `acted` is every key that the page could act on, which nothing takes back. */
function watch(keys: Keys, by: ScannerProfile = ANY_SCANNER, quietMs = 5000) {
  let acted = '';
  const scans: string[] = [];
  let page = '';
  let wedge: Wedge = QUIET;
  let atMs = 5000;
  const settle = (outcome: ReturnType<typeof idleWedge>['outcome']): void => {
    if (outcome?.kind === 'scan') scans.push(outcome.code);
    if (outcome?.kind === 'noise') scans.push('?');
    if (outcome?.kind === 'typed') page += outcome.text;
    if (outcome?.kind === 'typed' && outcome.isNew) acted += outcome.text;
    if (outcome?.kind === 'suspect') page = page.slice(0, -outcome.passed);
  };
  const wait = (gapMs: number): void => {
    for (let ms = 80; ms < gapMs; ms += 80) {
      const idle = idleWedge(wedge, atMs + ms, by);
      wedge = idle.wedge;
      settle(idle.outcome);
    }
  };
  for (const [key, gapMs] of keys) {
    wait(gapMs);
    atMs += gapMs;
    const step = stepWedge(wedge, { key, atMs }, by);
    wedge = step.wedge;
    settle(step.outcome);
    const shown = key.length === 1 ? key : `<${key}>`;
    if (!step.isTaken) page += shown;
    if (!step.isTaken) acted += shown;
  }
  wait(quietMs);
  return { scans, page, acted };
}

const typed = (text: string, gapMs: number, ...after: string[]): Keys =>
  [...Array.from(text), ...after].map((key) => [key, gapMs] as const);

const CODE = '4012345678901';
const FRAMED: ScannerProfile = { prefix: '~', ends: ['Tab'], unended: 'noise', fastMs: 30 };

describe('the rhythm (dom-A10)', () => {
  it('hears a scanner; nothing of it stays on the page', () => {
    expect(feed(typed(CODE, 12, 'Enter'))).toEqual({ scans: [CODE], page: '' });
    expect(feed(typed(CODE, 1, 'Tab'))).toEqual({ scans: [CODE], page: '' });
  });

  it('leaves a person every key, in order', () => {
    const text = 'Musli 500 g';
    expect(feed(typed(text, 65, 'Enter'))).toEqual({ scans: [], page: `${text}<Enter>` });
  });

  it('gives a person back what came in one roll of the fingers', () => {
    expect(feed(typed('abcd', 10))).toEqual({ scans: [], page: 'abcd' });
    expect(feed(typed('abcd', 10, 'Enter'))).toEqual({ scans: [], page: 'abcd<Enter>' });
    expect(feed(typed('abcd', 10, 'Backspace'))).toEqual({ scans: [], page: 'abcd<Backspace>' });
    expect(feed([...typed('abcd', 10), ['e', 90], ['f', 90]])).toMatchObject({ page: 'abcdef' });
  });

  it('lets a scan stall once', () => {
    const stalled = typed(CODE, 12, 'Enter').map(
      ([key, gap], at) => [key, at === 4 ? 90 : gap] as const,
    );
    expect(feed(stalled)).toEqual({ scans: [CODE], page: '' });
  });

  it('does not take five characters for a code', () => {
    expect(feed(typed('12345', 10, 'Enter'))).toEqual({ scans: [], page: '12345<Enter>' });
    expect(feed(typed('123456', 10, 'Enter')).scans).toEqual(['123456']);
  });

  it('forgets what was typed before a pause', () => {
    expect(feed([['9', 12], ['4', 400], ...typed(CODE.slice(1), 12, 'Enter')])).toEqual({
      scans: [CODE],
      page: '9',
    });
  });

  it('takes a code that no key ends from a scanner that sends none', () => {
    const endless: ScannerProfile = { ...ANY_SCANNER, ends: [], unended: 'scan' };
    expect(feed(typed(CODE, 8), endless)).toEqual({ scans: [CODE], page: '' });
    expect(feed([...typed(CODE, 8), ['x', 300]], endless)).toEqual({ scans: [CODE], page: 'x' });
  });

  it('gives quick text without an end back while nobody knows the scanner, unless it is nonsense', () => {
    expect(feed(typed('Vollmilch', 2))).toEqual({ scans: [], page: 'Vollmilch' });
    expect(feed(typed('Vollmilch', 2), ANY_SCANNER, 0)).toEqual({ scans: [], page: '' });
    expect(feed(typed('Voll\u0007milch', 2))).toEqual({ scans: ['?'], page: '' });
  });

  it('takes the second line end of a scanner that sends two, and no other', () => {
    expect(feed(typed(CODE, 8, 'Enter', '\n'))).toEqual({ scans: [CODE], page: '' });
    expect(feed([...typed(CODE, 8, 'Enter'), ['Enter', 60]])).toMatchObject({ page: '<Enter>' });
    expect(feed([...typed(CODE, 8, 'Enter', 'F12', 'Enter')])).toMatchObject({
      page: '<F12><Enter>',
    });
  });

  it('keeps a space, a function key and an escape inside a burst from the page', () => {
    const keys = ['4', '0', '1', ' ', '2', '3', '4', 'F12', '5', 'Escape', '6', 'Enter'];
    expect(feed(keys.map((key) => [key, 8]))).toEqual({ scans: ['?'], page: '' });
  });
});

describe('codes that begin with a sign which is a key too', () => {
  const PZN = '-07515350';
  const HIBC = '+A99912345/$$52001510X3';

  it('lets the page act on no key of them: the line scanned before keeps its quantity', () => {
    for (const code of [PZN, HIBC])
      for (const gap of [1, 12, 25])
        expect(watch(typed(code, gap, 'Enter'))).toEqual({ scans: [code], page: '', acted: '' });
  });

  it('nor where the scan stalls once near its beginning', () => {
    for (const stall of [1, 2, 3, 4]) {
      const keys = typed(PZN, 12, 'Enter').map(
        ([key, gap], at) => [key, at === stall ? 90 : gap] as const,
      );
      expect(watch(keys)).toEqual({ scans: [PZN], page: '', acted: '' });
    }
  });

  it("gives a person's sign back as a key, once each", () => {
    const alone = { scans: [], page: '+', acted: '+' };
    expect(watch(typed('+', 12))).toEqual(alone);
    expect(watch(typed('+', 12, 'F12'))).toMatchObject({ page: '+<F12>', acted: '+<F12>' });
    for (const gap of [70, 110, 160, 300])
      expect(watch(typed('++-+', gap))).toEqual({ scans: [], page: '++-+', acted: '++-+' });
    expect(watch(typed('-5 Stueck', 65))).toMatchObject({ page: '-5 Stueck', acted: '-5 Stueck' });
  });

  it('acts on no sign twice where keys come late from a busy page', () => {
    let wedge = stepWedge(QUIET, { key: '-', atMs: 0 }, ANY_SCANNER).wedge;
    const released = idleWedge(wedge, 160, ANY_SCANNER);
    expect(released.outcome).toEqual({ kind: 'typed', text: '-', isNew: true });
    wedge = stepWedge(released.wedge, { key: '1', atMs: 12 }, ANY_SCANNER).wedge;
    wedge = stepWedge(wedge, { key: '2', atMs: 24 }, ANY_SCANNER).wedge;
    const end = stepWedge(wedge, { key: 'F12', atMs: 40 }, ANY_SCANNER);
    expect(end.outcome).toEqual({ kind: 'typed', text: '-12', isNew: false });
  });
});

describe('prefix and end key', () => {
  it('lets nothing reach the page', () => {
    expect(feed(typed(`~${CODE}`, 12, 'Tab'), FRAMED)).toEqual({ scans: [CODE], page: '' });
  });

  it('hears a slow scanner and a short code', () => {
    expect(feed(typed(`~${CODE}`, 90, 'Tab'), FRAMED)).toEqual({ scans: [CODE], page: '' });
    expect(feed(typed('~77', 90, 'Tab'), FRAMED)).toEqual({ scans: ['77'], page: '' });
  });

  it('knows a prefix of several characters', () => {
    const by = { ...FRAMED, prefix: '~!' };
    expect(feed(typed(`~!${CODE}`, 12, 'Tab'), by)).toEqual({ scans: [CODE], page: '' });
    expect(feed(typed('~a', 12), by)).toEqual({ scans: [], page: '~a' });
  });

  it('gives the prefix back to a person who types it', () => {
    expect(feed(typed('~', 12), FRAMED)).toEqual({ scans: [], page: '~' });
    expect(feed(typed('a~b', 120), FRAMED)).toEqual({ scans: [], page: 'a~b' });
    expect(feed(typed('~', 12, 'Enter'), FRAMED)).toEqual({ scans: [], page: '~<Enter>' });
  });

  it('sells no part of a code whose end was lost', () => {
    expect(feed(typed('~40123456', 8), FRAMED)).toEqual({ scans: ['?'], page: '' });
    expect(feed(typed('40123456', 8), FRAMED)).toEqual({ scans: ['?'], page: '' });
  });

  it('still hears a scanner whose prefix was lost, by its rhythm', () => {
    expect(feed(typed(CODE, 8, 'Tab'), FRAMED).scans).toEqual([CODE]);
  });
});

describe('any keys', () => {
  const chars = fc.constantFrom(...'0123456789ABCab]-~ '.split(''), '\u001d');
  const names = fc.constantFrom('Enter', 'Tab', 'Escape', 'F12', 'Delete', 'ArrowDown');
  const codes = fc.array(chars, { minLength: 6, maxLength: 40 }).map((list) => list.join(''));
  const profiles = fc.constantFrom(ANY_SCANNER, FRAMED, { ...FRAMED, ends: ['Enter'] });

  it('every scan of a row comes out whole and in order, 20 and more a second', () => {
    const rows = fc.array(codes, { minLength: 1, maxLength: 20 });
    const gaps = fc.integer({ min: 0, max: 12 });
    fc.assert(
      fc.property(rows, gaps, fc.boolean(), (row, gapMs, isFramed) => {
        const by = isFramed ? FRAMED : ANY_SCANNER;
        const keys = row.flatMap((code) => typed(`${by.prefix}${code}`, gapMs, by.ends[0] ?? ''));
        const { scans, page } = feed(keys, by);
        expect(scans).toEqual(row);
        expect(page).toBe('');
      }),
    );
  });

  it('a person loses no key and adds none', () => {
    const hand = fc.array(fc.tuple(fc.oneof(chars, names), fc.integer({ min: 60, max: 900 })));
    fc.assert(
      fc.property(hand, profiles, (keys, by) => {
        // Whoever types the prefix and the end key within its time sends a code by hand.
        const plain = keys.filter(([key]) => by.prefix === '' || key !== by.prefix);
        const whole = plain.map(([key]) => (key.length === 1 ? key : `<${key}>`)).join('');
        expect(feed(plain, by)).toEqual({ scans: [], page: whole });
      }),
    );
  });

  it('each character of a burst is a scan’s, the page’s or noise: none is doubled', () => {
    const any = fc.array(fc.tuple(fc.oneof(chars, names), fc.integer({ min: 0, max: 700 })));
    fc.assert(
      fc.property(any, profiles, (keys, by) => {
        const { scans, page } = feed(keys, by);
        const sent = keys.map(([key]) => (key.length === 1 ? key : `<${key}>`)).join('');
        const out = scans.join('').replaceAll('?', '').length + page.length;
        expect(out).toBeLessThanOrEqual(sent.length);
        for (const code of scans) expect(code === '?' || sent.includes(code)).toBe(true);
      }),
    );
  });

  it('a scanner that never stops fills no memory and sells nothing', () => {
    const { scans, page } = feed(typed('7'.repeat(5000), 3, 'Enter'));
    expect({ scans, page }).toEqual({ scans: ['?'], page: '' });
  });
});
