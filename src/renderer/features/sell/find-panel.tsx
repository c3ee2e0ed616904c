import { memo, useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useKeys } from '../../shared/keys/use-keys.ts';
import { useTypingGoesTo } from '../../shared/keys/use-typing-goes-to.ts';
import { useNotice, useTold } from '../../shared/notices.tsx';
import { useTill, useTillView } from '../../shared/till-context.tsx';
import { MessageLine } from '../../shared/ui/message-line.tsx';
import { Progress } from '../../shared/ui/progress.tsx';
import { DepartmentTiles } from './department-tiles.tsx';
import { SearchField } from './search-field.tsx';
import { SearchResults } from './search-results.tsx';
import { tileGroups, type TileGroup } from './tile-groups.ts';
import { useDepartments } from './use-departments.ts';
import { useQuickKeys } from './use-quick-keys.ts';
import { useSearch } from './use-search.ts';
import { say } from '../../shared/words/say.ts';
import { useLanguage } from '../../shared/words/use-language.ts';
import './find-panel.css';

/** Tabs that Alt and a figure reach. */
const NUMBERED_TABS = 9;

/** Finding articles: the search field, what it found, or tiles. `below` stands at the bottom. */
export const FindPanel = memo(function FindPanel({ below }: { below: ReactNode }) {
  useLanguage();
  const till = useTill();
  const told = useTold();
  const notice = useNotice();
  const search = useSearch();
  const departments = useDepartments();
  const pages = useQuickKeys();
  const groups = useMemo(() => tileGroups(pages, departments ?? []), [pages, departments]);
  const [at, setAt] = useState(0);
  const field = useRef<HTMLInputElement>(null);
  useTypingGoesTo(field);

  const count = groups.length;
  const numbered = groups
    .slice(0, NUMBERED_TABS)
    .map((_, tab) => [`Alt+${tab + 1}`, () => setAt(tab)] as const);
  useKeys({
    F2: () => {
      field.current?.focus();
      field.current?.select();
    },
    ...Object.fromEntries(numbered),
    PageDown: () => setAt(count === 0 ? 0 : (at + 1) % count),
    PageUp: () => setAt(count === 0 ? 0 : (at + count - 1) % count),
  });

  const { setText } = search;
  // Each time this side is shown, also after a payment: nothing is left from the search before.
  useEffect(() => {
    setText('');
    field.current?.focus();
  }, [setText]);
  const addArticle = useCallback(
    async (article: string): Promise<void> => {
      if (await told(till.call('add-article', { article }))) setText('');
    },
    [till, told, setText],
  );
  const onArticle = useCallback((article: string) => void addArticle(article), [addArticle]);

  async function askForCode(code: string): Promise<void> {
    if (await told(till.call('scan', { code }))) setText('');
    else field.current?.select();
  }

  return (
    <section className="find" aria-label={say('Find articles')}>
      <div className="find-top">
        <SearchField
          search={search}
          field={field}
          hasProblem={notice?.tone === 'problem'}
          onCode={(code) => void askForCode(code)}
          onHit={onArticle}
        />
        <MessageLine
          message={notice}
          hint={say('Scan at any time. Two letters are enough to search; ↑ ↓ and Enter choose.')}
        />
      </div>
      {search.found === undefined ? (
        <Tiles groups={groups} at={at} onChoose={setAt} onArticle={onArticle} />
      ) : (
        <SearchResults found={search.found} at={search.at} onHit={onArticle} />
      )}
      {below}
    </section>
  );
});

type TilesProps = {
  groups: TileGroup[];
  at: number;
  onChoose: (at: number) => void;
  onArticle: (article: string) => void;
};

/** Tiles, or why there are none yet. */
function Tiles({ groups, at, onChoose, onArticle }: TilesProps) {
  const isReady = useTillView((view) => view.catalogue.ready);
  const percent = useTillView((view) => view.catalogue.loadedPercent);
  if (!isReady) {
    return (
      <div className="find-empty">
        <Progress label={say('Loading articles and prices')} percent={percent} />
      </div>
    );
  }
  if (groups.length === 0) {
    return (
      <p className="find-empty">
        {say('No article has a tile here. Scan it, or search by its name.')}
      </p>
    );
  }
  return (
    <DepartmentTiles
      groups={groups}
      at={Math.min(at, groups.length - 1)}
      onChoose={onChoose}
      onArticle={onArticle}
    />
  );
}
