import { useEffect, useRef } from 'react';
import type { ArticleHit } from '../../shared/till-api.ts';
import { HitPrice } from './hit-price.tsx';
import { looksLikeCode, type Found } from './use-search.ts';
import { say } from '../../shared/words/say.ts';

type SearchResultsProps = { found: Found; at: number; onHit: (article: string) => void };

/** What the typed text finds, in place of the tiles. The focus stays in the search field. */
export function SearchResults({ found, at, onHit }: SearchResultsProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children.item(at)?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  return (
    <div className="results">
      <p className="results-count" role="status">
        {countWords(found)}
      </p>
      <div
        className="results-list"
        id="search-results"
        role="listbox"
        aria-label={say('Articles found')}
        ref={list}
      >
        {found.hits.map((hit, index) => (
          // Keys act through the search field, which names the active option.
          <div
            key={hit.article}
            id={`hit-${hit.article}`}
            className="result"
            role="option"
            aria-selected={index === at}
            tabIndex={-1}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onHit(hit.article)}
          >
            <span className="result-name">{hit.name}</span>
            <span className="result-aside">{asideOf(hit)}</span>
            <span className="result-price">
              <HitPrice hit={hit} />
            </span>
          </div>
        ))}
      </div>
    </div>
  );
}

/** What tells articles of one name apart. */
function asideOf({ brand, dept, article, gtin }: ArticleHit): string {
  return [brand, dept, article, gtin].filter((part) => part !== undefined).join(' · ');
}

function countWords({ hits, total, text }: Found): string {
  if (total === 0 && looksLikeCode(text))
    return say('No name has these figures; Enter asks for the code.');
  if (total === 0) return say('Nothing is called “{text}”. Try fewer letters.', { text });
  if (total > hits.length)
    return say('{count} of {total} articles; type more to find fewer.', {
      count: hits.length,
      total,
    });
  return say('{total, plural, one {# article} other {# articles}}', { total });
}
