import { beforeEach, describe, expect, it } from 'vitest';
import type { QuickPageVersion } from '../../../domain/quick-keys/quick-page.ts';
import type { CommitResult, Fact } from '../../../sync/core/commit.ts';
import type { QuickPageWanted } from '../../shared/quick-keys-api.ts';
import type { Refusal } from '../../shared/till-api.ts';
import type { SignedOff } from '../people/sign-off.ts';
import { QuickKeysDesk } from './quick-keys-desk.ts';

const KEY = { article: '1', label: 'Rolls', hue: 2 };
const page = (more: Partial<QuickPageWanted>): QuickPageWanted => ({
  pageId: 'p1',
  name: 'Bread',
  baseMs: 0,
  gone: false,
  keys: [KEY],
  ...more,
});

let kept: readonly QuickPageVersion[];
let heard: QuickPageVersion[] | undefined;
let facts: Fact[];
let signed: SignedOff | Refusal;
let nowMs: number;
let fails: boolean;
let desk: QuickKeysDesk;

function open(till = '01'): QuickKeysDesk {
  return new QuickKeysDesk({
    till,
    load: async () => [...kept],
    keep: async (versions) => void (kept = versions),
    fetch: async () => heard,
    row: (versions) => ({ name: 'quick-keys', value: versions }),
    commit: async (fact) => {
      if (fails) return { ok: false, kind: 'store-failed', next: '' };
      facts.push(fact);
      kept = fact.kept?.value as QuickPageVersion[];
      return { ok: true } as CommitResult;
    },
    seller: () => ({ cashier: '104', businessDate: '2026-11-22' }),
    may: async () => signed,
    hit: () => undefined,
    correctedMs: () => nowMs,
    changed: () => undefined,
  });
}
const bodyOf = (fact: Fact | undefined) => fact?.body({ series: 'A', number: 1 });
const names = async (of = desk) => (await of.pages(false)).map(({ name }) => name);

beforeEach(() => {
  [kept, heard, facts, nowMs, fails] = [[], undefined, [], 100, false];
  signed = { ok: true, cashier: '104', approver: '900' };
  desk = open();
});

describe('QK1 quick keys at this till', () => {
  it('dom-A4 are saved under their right, count at once without the line, and outlive a restart', async () => {
    signed = { ok: false, kind: 'needs-approval', next: 'sign' };
    expect(await desk.save([page({})])).toBe(signed);
    signed = { ok: true, cashier: '104', approver: '900' };
    expect(await desk.save([page({ name: ' Bread ' })])).toEqual({ ok: true });
    expect(bodyOf(facts[0])).toEqual({
      cashier: '104',
      approver: '900',
      stamp_ms: 100,
      pages: [{ page_id: 'p1', name: 'Bread', place: 0, base_ms: 0, gone: false, keys: [KEY] }],
    });
    expect(await names()).toEqual(['Bread']);
    expect(await names(open())).toEqual(['Bread']);
  });

  it('tell only the pages that changed; nothing changed tells nothing', async () => {
    await desk.save([page({}), page({ pageId: 'p2', name: 'Fruit' })]);
    const all = [page({ baseMs: 100 }), page({ pageId: 'p2', name: 'Fruit', baseMs: 100 })];
    expect(await desk.save(all)).toEqual({ ok: true });
    expect(facts).toHaveLength(1);
    await desk.save([all[0]!, { ...all[1]!, gone: true }]);
    expect(bodyOf(facts[1])).toMatchObject({ pages: [{ page_id: 'p2', gone: true }] });
    expect(await names()).toEqual(['Bread']);
  });

  it('dom-Y2 refuse what has no name, is too much or looks like a card; a full disk changes nothing', async () => {
    const kindOf = async (pages: QuickPageWanted[]) => {
      const answer = await desk.save(pages);
      return answer.ok ? 'saved' : answer.kind;
    };
    expect(await kindOf([page({ name: ' ' })])).toBe('bad-pages');
    expect(await kindOf([page({ keys: Array.from({ length: 61 }, () => KEY) })])).toBe('bad-pages');
    expect(await kindOf([page({ name: '4111 1111 1111 1111' })])).toBe('card-number');
    fails = true;
    expect(await kindOf([page({})])).toBe('store-failed');
    expect(await names()).toEqual([]);
  });
});

describe('QK2 two tills that changed one page', () => {
  const theirs: QuickPageVersion = {
    page_id: 'p1',
    till: '02',
    stamp_ms: 500,
    name: 'Bakery',
    place: 0,
    base_ms: 0,
    gone: false,
    keys: [],
  };

  it('show the later one and what the other made of it, until it is saved knowing of that', async () => {
    await desk.save([page({})]);
    heard = [theirs];
    const [shown] = await desk.pages(true);
    expect(shown).toMatchObject({
      name: 'Bakery',
      stampMs: 500,
      beside: [{ till: '01', name: 'Bread', keys: [{ label: 'Rolls' }] }],
    });
    // Saved as it stands: a decision, told although nothing else changed.
    await desk.save([page({ name: 'Bakery', baseMs: 500, keys: [] })]);
    expect(bodyOf(facts[1])).toMatchObject({ stamp_ms: 501 });
    expect((await desk.pages(false))[0]?.beside).toEqual([]);
  });

  it('QK3 keep what was heard over a restart, and everything while head office is silent', async () => {
    heard = [theirs];
    await desk.pages(true);
    heard = undefined;
    expect(await names(open())).toEqual(['Bakery']);
    const again = open();
    await again.refresh();
    expect(await names(again)).toEqual(['Bakery']);
  });
});
