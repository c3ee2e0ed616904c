import type { QuickKey } from '../../../domain/quick-keys/quick-page.ts';
import type { QuickPageView, QuickPageWanted } from '../../shared/quick-keys-api.ts';

export type DraftPage = { pageId: string; name: string; baseMs: number; keys: QuickKey[] };

/** The pages as they are being changed; `key` is the chosen key of the chosen page. */
export type Draft = {
  pages: readonly DraftPage[];
  at: number;
  key: number;
  /** Pages that were there and are gone, with what they were made of. */
  gone: readonly { pageId: string; baseMs: number }[];
  past: readonly Draft[];
};

export type DraftAction =
  | { do: 'choose-page'; at: number }
  | { do: 'choose-key'; key: number }
  | { do: 'add-page'; pageId: string; name: string }
  | { do: 'rename-page'; name: string }
  | { do: 'move-page'; step: 1 | -1 }
  | { do: 'drop-page' }
  | { do: 'add-key'; article: string; label: string }
  /** An empty picture is none. */
  | { do: 'change-key'; patch: Partial<Omit<QuickKey, 'article'>> }
  | { do: 'move-key'; from: number; to: number }
  | { do: 'drop-key' }
  | { do: 'undo' };

const LONGEST = 30;
const MOST_STEPS = 50;

export function draftOf(pages: readonly QuickPageView[]): Draft {
  const kept = pages.map(({ pageId, name, stampMs, keys }) => ({
    pageId,
    name,
    baseMs: stampMs,
    keys: keys.map(({ article, label, hue, picture }) =>
      picture === undefined ? { article, label, hue } : { article, label, hue, picture },
    ),
  }));
  return { pages: kept, at: 0, key: -1, gone: [], past: [] };
}

/** What is saved: every page in its order, then those that are gone. */
export function wantedOf({ pages, gone }: Draft): QuickPageWanted[] {
  const kept = pages.map((page) => ({ ...page, gone: false }));
  const dropped = gone.map((page) => ({ ...page, name: 'gone', gone: true, keys: [] }));
  return [...kept, ...dropped];
}

/** The draft after an action; the same draft where it does nothing. Choosing is no step to undo. */
export function draftReducer(draft: Draft, action: DraftAction): Draft {
  if (action.do === 'choose-page') return { ...draft, at: clamp(action.at, draft.pages), key: -1 };
  if (action.do === 'choose-key') {
    return { ...draft, key: clamp(action.key, draft.pages[draft.at]?.keys ?? []) };
  }
  if (action.do === 'undo') return draft.past.at(-1) ?? draft;
  const next = changed(draft, action);
  if (next === draft) return draft;
  return { ...next, past: [...draft.past, draft].slice(-MOST_STEPS) };
}

type Change = Exclude<DraftAction, { do: 'choose-page' | 'choose-key' | 'undo' }>;

function changed(draft: Draft, action: Change): Draft {
  const { pages, at } = draft;
  const page = pages[at];
  switch (action.do) {
    case 'add-page': {
      const fresh = { pageId: action.pageId, name: action.name, baseMs: 0, keys: [] };
      return { ...draft, pages: [...pages, fresh], at: pages.length, key: -1 };
    }
    case 'rename-page':
      return page === undefined ? draft : withPage(draft, { ...page, name: cut(action.name) });
    case 'move-page': {
      const to = at + action.step;
      if (page === undefined || to < 0 || to >= pages.length) return draft;
      return { ...draft, pages: moved(pages, at, to), at: to };
    }
    case 'drop-page': {
      if (page === undefined) return draft;
      const { pageId, baseMs } = page;
      const rest = pages.filter((one) => one !== page);
      const gone = baseMs === 0 ? draft.gone : [...draft.gone, { pageId, baseMs }];
      return { ...draft, pages: rest, at: clamp(at, rest), key: -1, gone };
    }
    default:
      return page === undefined ? draft : withKeys(draft, page, action);
  }
}

type KeyChange = Extract<Change, { do: 'add-key' | 'change-key' | 'move-key' | 'drop-key' }>;

function withKeys(draft: Draft, page: DraftPage, action: KeyChange): Draft {
  const { keys } = page;
  switch (action.do) {
    case 'add-key': {
      const key = { article: action.article, label: cut(action.label), hue: hueOf(keys) };
      return { ...withPage(draft, { ...page, keys: [...keys, key] }), key: keys.length };
    }
    case 'change-key': {
      const chosen = keys[draft.key];
      if (chosen === undefined) return draft;
      const { label, hue, picture } = { ...chosen, ...action.patch };
      const bare = { article: chosen.article, label: cut(label), hue };
      const key = picture === undefined || picture === '' ? bare : { ...bare, picture };
      return withPage(draft, { ...page, keys: keys.map((one) => (one === chosen ? key : one)) });
    }
    case 'move-key': {
      const { from, to } = action;
      if (from === to || keys[from] === undefined || keys[to] === undefined) return draft;
      return { ...withPage(draft, { ...page, keys: moved(keys, from, to) }), key: to };
    }
    case 'drop-key': {
      if (keys[draft.key] === undefined) return draft;
      const next = keys.filter((_, at) => at !== draft.key);
      return { ...withPage(draft, { ...page, keys: next }), key: clamp(draft.key, next) };
    }
  }
}

function withPage(draft: Draft, page: DraftPage): Draft {
  return { ...draft, pages: draft.pages.map((one, at) => (at === draft.at ? page : one)) };
}

function moved<T>(all: readonly T[], from: number, to: number): T[] {
  const rest = all.filter((_, at) => at !== from);
  return [...rest.slice(0, to), ...all.slice(from, from + 1), ...rest.slice(to)];
}

/** A new key has the colour of the one before it. */
const hueOf = (keys: readonly QuickKey[]): number => keys.at(-1)?.hue ?? 1;
const cut = (name: string): string => Array.from(name).slice(0, LONGEST).join('');
const clamp = (at: number, all: readonly unknown[]): number =>
  Math.max(Math.min(at, all.length - 1), all.length === 0 ? -1 : 0);
