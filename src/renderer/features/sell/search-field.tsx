import { ScanBarcode, X } from 'lucide-react';
import type { KeyboardEvent, RefObject } from 'react';
import { Button } from '../../shared/ui/button.tsx';
import { KeyCap } from '../../shared/ui/key-cap.tsx';
import { looksLikeCode, type Search } from './use-search.ts';
import { say } from '../../shared/words/say.ts';

type SearchFieldProps = {
  search: Search;
  field: RefObject<HTMLInputElement | null>;
  hasProblem: boolean;
  onCode: (code: string) => void;
  onHit: (article: string) => void;
};

/** Scan, type a code and press Enter, or type a name and choose with the arrows. */
export function SearchField({ search, field, hasProblem, onCode, onHit }: SearchFieldProps) {
  const { found, at } = search;
  const hit = found?.hits[at];

  function onEnter(): void {
    // The hit on screen may still be of an older text; only one of this text is added.
    if (hit !== undefined && found?.text === search.text.trim()) onHit(hit.article);
    else if (looksLikeCode(search.text)) onCode(search.text.trim());
  }

  function onKeyDown(event: KeyboardEvent): void {
    const actions: Record<string, (() => void) | undefined> = {
      Enter: onEnter,
      Escape: search.text === '' ? undefined : () => search.setText(''),
      ArrowDown: found === undefined ? undefined : () => search.move(1),
      ArrowUp: found === undefined ? undefined : () => search.move(-1),
    };
    const action = actions[event.key];
    if (action === undefined) return;
    event.preventDefault();
    action();
  }

  return (
    <div className="search" data-problem={hasProblem || undefined}>
      <ScanBarcode size={22} aria-hidden="true" />
      <input
        ref={field}
        role="combobox"
        aria-label={say('Scan or search')}
        aria-expanded={found !== undefined}
        aria-controls="search-results"
        aria-autocomplete="list"
        aria-activedescendant={hit === undefined ? undefined : `hit-${hit.article}`}
        autoComplete="off"
        spellCheck={false}
        placeholder={say('Scan or search')}
        value={search.text}
        onChange={(event) => search.setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {search.text === '' ? (
        <KeyCap name="F2" />
      ) : (
        <Button
          look="quiet"
          keepsFocus
          aria-label={say('Clear the search')}
          onPress={() => search.setText('')}
        >
          <X size={20} aria-hidden="true" />
        </Button>
      )}
    </div>
  );
}
