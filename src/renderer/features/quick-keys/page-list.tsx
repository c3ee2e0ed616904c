import { Button } from '../../shared/ui/button.tsx';
import type { Draft, DraftAction } from './page-draft.ts';
import { say } from '../../shared/words/say.ts';

type PageListProps = { draft: Draft; act: (action: DraftAction) => void; onAdd: () => void };

/** The pages in their order, and what is done to the chosen one. */
export function PageList({ draft: { pages, at }, act, onAdd }: PageListProps) {
  const page = pages[at];
  return (
    <section className="quick-keys-pages" aria-label={say('Pages')}>
      <ul>
        {pages.map(({ pageId, name }, index) => (
          <li key={pageId}>
            <Button
              aria-pressed={index === at}
              onPress={() => act({ do: 'choose-page', at: index })}
            >
              {name === '' ? say('Without a name') : name}
            </Button>
          </li>
        ))}
      </ul>
      <Button keyCap="F7" onPress={onAdd}>
        {say('New page')}
      </Button>
      {page === undefined ? undefined : (
        <>
          <label className="quick-keys-field">
            <span>{say('Name of the page')}</span>
            <input
              value={page.name}
              onChange={(event) => act({ do: 'rename-page', name: event.target.value })}
            />
          </label>
          <div className="quick-keys-row">
            <Button isDisabled={at === 0} onPress={() => act({ do: 'move-page', step: -1 })}>
              {say('Earlier')}
            </Button>
            <Button
              isDisabled={at === pages.length - 1}
              onPress={() => act({ do: 'move-page', step: 1 })}
            >
              {say('Later')}
            </Button>
          </div>
          <Button look="removes" onPress={() => act({ do: 'drop-page' })}>
            {say('Delete page')}
          </Button>
        </>
      )}
    </section>
  );
}
