import { Button } from '../../shared/ui/button.tsx';
import { KeyPicture, PICTURE_NAMES, PICTURE_WORDS } from '../../shared/ui/key-picture.tsx';
import type { Draft, DraftAction } from './page-draft.ts';
import { say, sayLater } from '../../shared/words/say.ts';

const HUES = [1, 2, 3, 4, 5, 6, 7, 8];

/** What the chosen key says and looks like. */
export function KeyForm({ draft, act }: { draft: Draft; act: (action: DraftAction) => void }) {
  const keys = draft.pages[draft.at]?.keys ?? [];
  const key = keys[draft.key];
  const move = (step: number) => () =>
    act({ do: 'move-key', from: draft.key, to: draft.key + step });
  if (key === undefined) {
    return (
      <section className="quick-keys-form" aria-label={say('Chosen key')}>
        <p className="quick-keys-aside">{say('Choose a key to change it.')}</p>
      </section>
    );
  }
  return (
    <section className="quick-keys-form" aria-label={say('Chosen key')}>
      <label className="quick-keys-field">
        <span>{say('Words on the key')}</span>
        <input
          value={key.label}
          onChange={(event) => act({ do: 'change-key', patch: { label: event.target.value } })}
        />
      </label>
      <div className="quick-keys-hues" role="group" aria-label={say('Colour')}>
        {HUES.map((hue) => (
          <Button
            key={hue}
            className={`hue-${hue}`}
            aria-label={say('Colour {hue}', { hue })}
            aria-pressed={key.hue === hue}
            onPress={() => act({ do: 'change-key', patch: { hue } })}
          >
            <i aria-hidden="true" />
          </Button>
        ))}
      </div>
      <div className="quick-keys-pictures" role="group" aria-label={say('Picture')}>
        {PICTURE_NAMES.map((picture) => (
          <Button
            key={picture}
            aria-label={say('Picture {picture}', {
              picture: sayLater(PICTURE_WORDS[picture] ?? picture),
            })}
            aria-pressed={key.picture === picture}
            onPress={() =>
              act({ do: 'change-key', patch: { picture: key.picture === picture ? '' : picture } })
            }
          >
            <KeyPicture name={picture} size={22} />
          </Button>
        ))}
      </div>
      <div className="quick-keys-row">
        <Button isDisabled={draft.key === 0} onPress={move(-1)}>
          {say('Earlier')}
        </Button>
        <Button isDisabled={draft.key === keys.length - 1} onPress={move(1)}>
          {say('Later')}
        </Button>
      </div>
      <Button look="removes" keyCap="Del" onPress={() => act({ do: 'drop-key' })}>
        {say('Remove')}
      </Button>
    </section>
  );
}
