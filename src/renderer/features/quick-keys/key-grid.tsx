import type { QuickKey } from '../../../domain/quick-keys/quick-page.ts';
import { KeyPicture } from '../../shared/ui/key-picture.tsx';
import type { DraftAction } from './page-draft.ts';
import { useDrag } from './use-drag.ts';
import { say } from '../../shared/words/say.ts';

type KeyGridProps = {
  keys: readonly QuickKey[];
  chosen: number;
  act: (action: DraftAction) => void;
};

/** The keys as the selling screen shows them; the chosen one can be dragged to another place. */
export function KeyGrid({ keys, chosen, act }: KeyGridProps) {
  const drag = useDrag((from, to) => act({ do: 'move-key', from, to }));
  if (keys.length === 0) {
    return <p className="find-empty">{say('This page has no keys yet. Find an article above.')}</p>;
  }
  return (
    <ul className="tiles quick-keys-grid">
      {keys.map(({ article, label, hue, picture }, at) => (
        <li key={`${article}-${at}`}>
          <button
            type="button"
            className={`tile hue-${hue}`}
            data-place={at}
            aria-pressed={at === chosen}
            data-over={drag.over === at || undefined}
            onClick={() => act({ do: 'choose-key', key: at })}
            {...(at === chosen ? drag.handlers(at) : {})}
          >
            <span className="tile-name">{label === '' ? say('Without a name') : label}</span>
            <span className="tile-price">
              <span>{article}</span>
              <KeyPicture name={picture} />
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
