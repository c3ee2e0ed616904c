import { useEffect, useState, type ReactNode, type RefObject } from 'react';
import { isCardText } from '../../../domain/pay/card-text.ts';
import { useScansComeHere } from '../scanner/scan-target.ts';
import type { ArticleHit } from '../till-api.ts';
import { useTill } from '../till-context.tsx';
import { say } from '../words/say.ts';
import { Button } from '../ui/button.tsx';

const FROM_CHARACTERS = 2;
const MOST_HITS = 4;
const PAUSE_MS = 60;

type FindGoodsProps = {
  field: RefObject<HTMLInputElement | null>;
  onGoods: (goods: { code: string } | { article: string }) => void;
  /** What stands there while nothing is looked for. */
  children: ReactNode;
};

/** Goods by scan, by a number that is keyed, or by name. */
export function FindGoods({ field, onGoods, children }: FindGoodsProps) {
  const [text, setText] = useState('');
  const hits = useHits(text.trim());
  useScansComeHere((code) => onGoods({ code }));

  function take(goods: { code: string } | { article: string }): void {
    onGoods(goods);
    setText('');
    field.current?.focus();
  }

  return (
    <form
      className="unproven-find"
      onSubmit={(event) => {
        event.preventDefault();
        const [first] = hits;
        const code = text.trim();
        if (/^\d{3,}$/.test(code)) take({ code });
        else if (first !== undefined) take({ article: first.article });
      }}
    >
      <input
        ref={field}
        className="note-field"
        aria-label={say('Scan or search what comes back')}
        placeholder={say('Scan or search what comes back (F2)')}
        autoComplete="off"
        spellCheck={false}
        autoFocus
        maxLength={80}
        value={text}
        // A card's number does not even stay in the field (dom-Y2).
        onChange={({ target }) => setText(isCardText(target.value) ? '' : target.value)}
      />
      {hits.length === 0 ? (
        children
      ) : (
        <ul className="returning-rows" aria-label={say('Articles found')}>
          {hits.map((hit) => (
            <li key={hit.article}>
              <Button
                look="quiet"
                className="returning-name"
                onPress={() => take({ article: hit.article })}
              >
                <span>{hit.name}</span>
                <span className="result-aside">{`${hit.dept} · ${hit.article}`}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
    </form>
  );
}

/** An answer to an older text never replaces a newer one. */
function useHits(wanted: string): readonly ArticleHit[] {
  const till = useTill();
  const [found, setFound] = useState<{ of: string; hits: ArticleHit[] }>();
  useEffect(() => {
    if (wanted.length < FROM_CHARACTERS) return undefined;
    let isWanted = true;
    async function ask(): Promise<void> {
      const { hits } = await till.call('search', { text: wanted, limit: MOST_HITS });
      if (isWanted) setFound({ of: wanted, hits });
    }
    const pause = setTimeout(() => void ask(), PAUSE_MS);
    return () => {
      clearTimeout(pause);
      isWanted = false;
    };
  }, [till, wanted]);
  return found?.of === wanted ? found.hits : [];
}
