import { LOOKS, type Look, type LookSetting } from '../shared/look/look-setting.ts';
import { Button } from '../shared/ui/button.tsx';
import { Dialog } from '../shared/ui/dialog.tsx';
import { LANGUAGE_NAMES, LANGUAGES, type Language } from '../shared/words/languages.ts';
import { later, say, sayLater, type Words } from '../shared/words/say.ts';
import './look-dialog.css';

const WORDS: Readonly<Record<Look, Words>> = {
  machine: later('As the computer'),
  light: later('Light'),
  dark: later('Dark'),
  contrast: later('High contrast'),
};

type LookDialogProps = {
  setting: LookSetting;
  onChange: (setting: LookSetting) => void;
  /** What the till speaks to whoever is signed in; undefined while nobody is. */
  language: Language | undefined;
  onLanguage: (language: Language) => void;
  onClose: () => void;
};

/** How this till looks and sounds; each choice is seen, heard and kept at once. */
export function LookDialog(props: LookDialogProps) {
  const { setting, onChange, language, onLanguage, onClose } = props;
  return (
    <Dialog title={say('Look and sounds')} onClose={onClose}>
      <div className="look-keys" role="group" aria-label={say('Look')}>
        {LOOKS.map((look) => (
          <Button
            key={look}
            aria-pressed={look === setting.look}
            onPress={() => onChange({ ...setting, look })}
          >
            {sayLater(WORDS[look])}
          </Button>
        ))}
      </div>
      <div className="look-keys" role="group" aria-label={say('Sounds')}>
        <Button
          aria-pressed={setting.sounds}
          onPress={() => onChange({ ...setting, sounds: true })}
        >
          {say('Sounds on')}
        </Button>
        <Button
          aria-pressed={!setting.sounds}
          onPress={() => onChange({ ...setting, sounds: false })}
        >
          {say('Sounds off')}
        </Button>
      </div>
      {language === undefined ? undefined : (
        <div className="look-keys" role="group" aria-label={say('Language')}>
          {LANGUAGES.map((one) => (
            <Button key={one} aria-pressed={one === language} onPress={() => onLanguage(one)}>
              <span lang={one}>{LANGUAGE_NAMES[one]}</span>
            </Button>
          ))}
        </div>
      )}
      <p className="look-aside">
        {say(
          'A short high tone for a scan, a low one for what was not taken, two for a finished sale. This setting is of this till only.',
        )}
      </p>
      <div className="dialog-actions">
        <Button autoFocus keyCap="Esc" onPress={onClose}>
          {say('Close')}
        </Button>
      </div>
    </Dialog>
  );
}
