import { useEffect, useState, type RefObject } from 'react';
import { useScansComeHere } from '../../shared/scanner/scan-target.ts';
import type { ArticleHit } from '../../shared/till-api.ts';
import { useTill } from '../../shared/till-context.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { say } from '../../shared/words/say.ts';

const FROM_CHARACTERS = 2;
const MOST_HITS = 5;
const PAUSE_MS = 60;

type AddKeyProps = {
  field: RefObject<HTMLInputElement | null>;
  onAdd: (key: { article: string; label: string }) => void;
};

/** Finds an article by name, number or code, and adds a key for it. */
export function AddKey({ field, onAdd }: AddKeyProps) {
  const till = useTill();
  const [text, setText] = useState('');
  const [hits, setHits] = useState<ArticleHit[]>([]);
  const wanted = text.trim();
  useEffect(() => {
    if (wanted.length < FROM_CHARACTERS) return undefined;
    let isWanted = true;
    async function ask(): Promise<void> {
      const answer = await till.call('search', { text: wanted, limit: MOST_HITS });
      if (isWanted) setHits(answer.hits);
    }
    const pause = setTimeout(() => void ask(), PAUSE_MS);
    return () => {
      clearTimeout(pause);
      isWanted = false;
    };
  }, [till, wanted]);
  const shown = wanted.length < FROM_CHARACTERS ? [] : hits;

  function add({ article, name }: ArticleHit): void {
    onAdd({ article, label: name });
    setText('');
    field.current?.focus();
  }

  async function addScanned(code: string): Promise<void> {
    const { hits: found } = await till.call('search', { text: code, limit: 2 });
    const [only, ...others] = found;
    if (only !== undefined && others.length === 0) add(only);
    else setText(code);
  }
  // Scanned goods are meant to become a key, and nothing is sold behind this screen.
  useScansComeHere((code) => void addScanned(code));

  return (
    <form
      className="quick-keys-add"
      onSubmit={(event) => {
        event.preventDefault();
        const [first] = shown;
        if (first !== undefined) add(first);
      }}
    >
      <label className="quick-keys-field">
        <span>{say('Add a key: name or number of the article (F2); Enter takes the first')}</span>
        <input
          ref={field}
          autoFocus
          autoComplete="off"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      {shown.length === 0 ? undefined : (
        <ul aria-label={say('Articles found')}>
          {shown.map((hit) => (
            <li key={hit.article}>
              <Button onPress={() => add(hit)}>
                <span>{hit.name}</span>
                <span className="quick-keys-aside">{hit.article}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
    </form>
  );
}
