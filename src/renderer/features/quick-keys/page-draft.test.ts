import { describe, expect, it } from 'vitest';
import { draftOf, draftReducer, wantedOf, type Draft, type DraftAction } from './page-draft.ts';

const page = (pageId: string, labels: string[]) => ({
  pageId,
  name: pageId,
  stampMs: 7,
  keys: labels.map((label) => ({ article: label, label, hue: 2, hit: undefined })),
  beside: [],
});
const start = draftOf([page('p1', ['a', 'b', 'c']), page('p2', [])]);
const after = (draft: Draft, ...actions: DraftAction[]): Draft =>
  actions.reduce(draftReducer, draft);
const labels = ({ pages, at }: Draft) => pages[at]?.keys.map(({ label }) => label).join('');

describe('QK4 pages that are being changed', () => {
  it('move a key and keep it chosen; a place that is none changes nothing', () => {
    const moved = after(start, { do: 'move-key', from: 0, to: 2 });
    expect([labels(moved), moved.key]).toEqual(['bca', 2]);
    expect(labels(after(moved, { do: 'move-key', from: 2, to: 0 }))).toBe('abc');
    expect(after(start, { do: 'move-key', from: 0, to: 3 })).toBe(start);
  });

  it('undo goes back step by step, and choosing is no step', () => {
    const changed = after(
      start,
      { do: 'choose-key', key: 1 },
      { do: 'drop-key' },
      { do: 'choose-page', at: 1 },
      { do: 'add-key', article: '9', label: 'x'.repeat(40) },
      { do: 'rename-page', name: 'Fruit' },
    );
    expect(changed.past).toHaveLength(3);
    expect(labels(changed)).toBe('x'.repeat(30));
    const back = after(changed, { do: 'undo' }, { do: 'undo' }, { do: 'undo' });
    expect(wantedOf(back)).toEqual(wantedOf(start));
    expect(after(back, { do: 'undo' })).toBe(back);
  });

  it('tell a page that is gone, and nothing of one that was never saved', () => {
    const added = after(start, { do: 'add-page', pageId: 'p3', name: 'New' }, { do: 'drop-page' });
    expect(wantedOf(added)).toEqual(wantedOf(start));
    const dropped = after(start, { do: 'choose-page', at: 0 }, { do: 'drop-page' });
    expect(wantedOf(dropped)).toMatchObject([
      { pageId: 'p2', gone: false },
      { pageId: 'p1', gone: true, baseMs: 7, keys: [] },
    ]);
  });

  it('move pages inside their row', () => {
    const moved = after(start, { do: 'move-page', step: 1 });
    expect(moved.pages.map(({ pageId }) => pageId)).toEqual(['p2', 'p1']);
    expect(after(moved, { do: 'move-page', step: 1 })).toBe(moved);
  });
});
