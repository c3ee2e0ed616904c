import type { QuickPageView } from '../shared/quick-keys-api.ts';
import type { TillCommands, TillView } from '../shared/till-api.ts';
import { FAKE_ARTICLES } from './fake-catalogue.ts';

type Ask<C extends keyof TillCommands> = (arg: TillCommands[C]['arg']) => TillCommands[C]['answer'];

const hitOf = (article: string) => FAKE_ARTICLES.find((one) => one.article === article);

/** Two pages, one of which another till changed as well. */
export const FAKE_PAGES: QuickPageView[] = [
  {
    pageId: 'p1',
    name: 'Theke',
    stampMs: 10,
    keys: [
      { article: '1001', label: 'Brötchen', hue: 1, picture: 'croissant' },
      { article: '1002', label: 'Brezel', hue: 4, picture: 'sandwich' },
      { article: '5001', label: 'Pfand', hue: 6, picture: 'bottle' },
    ].map((key) => ({ ...key, hit: hitOf(key.article) })),
    beside: [],
  },
  {
    pageId: 'p2',
    name: 'Saison',
    stampMs: 20,
    keys: [{ article: 'gone', label: 'Lebkuchen', hue: 2, picture: 'cookie', hit: undefined }],
    beside: [{ till: '01', name: 'Advent', keys: [] }],
  },
];

/** Quick keys in memory. */
export function fakeQuickKeys(
  view: () => TillView,
  show: (parts: Partial<TillView>) => void,
): { [C in 'quick-keys' | 'save-quick-keys']: Ask<C> } {
  let pages: QuickPageView[] = [];
  return {
    'quick-keys': () => (view().quickKeys === 0 ? [] : pages.length === 0 ? FAKE_PAGES : pages),
    'save-quick-keys': ({ pages: wanted }) => {
      pages = wanted.flatMap(({ pageId, name, baseMs, gone, keys }) => {
        const shown = keys.map((key) => ({ ...key, hit: hitOf(key.article) }));
        return gone ? [] : [{ pageId, name, stampMs: baseMs + 1, keys: shown, beside: [] }];
      });
      show({ quickKeys: view().quickKeys + 1 });
      return { ok: true };
    },
  };
}
