import { LOOKS, type Look, type LookSetting } from '../shared/look/look-setting.ts';
import { Button } from '../shared/ui/button.tsx';
import { Dialog } from '../shared/ui/dialog.tsx';
import './look-dialog.css';

const WORDS: Readonly<Record<Look, string>> = {
  machine: 'As the computer',
  light: 'Light',
  dark: 'Dark',
  contrast: 'High contrast',
};

type LookDialogProps = {
  setting: LookSetting;
  onChange: (setting: LookSetting) => void;
  onClose: () => void;
};

/** How this till looks and sounds; each choice is seen, heard and kept at once. */
export function LookDialog({ setting, onChange, onClose }: LookDialogProps) {
  return (
    <Dialog title="Look and sounds" onClose={onClose}>
      <div className="look-keys" role="group" aria-label="Look">
        {LOOKS.map((look) => (
          <Button
            key={look}
            aria-pressed={look === setting.look}
            onPress={() => onChange({ ...setting, look })}
          >
            {WORDS[look]}
          </Button>
        ))}
      </div>
      <div className="look-keys" role="group" aria-label="Sounds">
        <Button
          aria-pressed={setting.sounds}
          onPress={() => onChange({ ...setting, sounds: true })}
        >
          Sounds on
        </Button>
        <Button
          aria-pressed={!setting.sounds}
          onPress={() => onChange({ ...setting, sounds: false })}
        >
          Sounds off
        </Button>
      </div>
      <p className="look-aside">
        A short high tone for a scan, a low one for what was not taken, two for a finished sale.
        This setting is of this till only.
      </p>
      <div className="dialog-actions">
        <Button autoFocus keyCap="Esc" onPress={onClose}>
          Close
        </Button>
      </div>
    </Dialog>
  );
}
