import { themeOf, type LookSetting } from './look-setting.ts';
import { turnSounds } from './sounds.ts';

const DARK = '(prefers-color-scheme: dark)';
const CONTRAST = '(prefers-contrast: more)';

/** Dresses the page and follows the machine's own setting; the answer undoes that. */
export function wearLook({ look, sounds }: LookSetting): () => void {
  const asked = [DARK, CONTRAST].map((query) => matchMedia(query));
  const wear = (): void => {
    const [dark, contrast] = asked.map(({ matches }) => matches);
    const machine = { isDark: dark === true, wantsContrast: contrast === true };
    document.documentElement.dataset['theme'] = themeOf(look, machine);
  };
  wear();
  turnSounds(sounds);
  for (const query of asked) query.addEventListener('change', wear);
  return () => {
    for (const query of asked) query.removeEventListener('change', wear);
  };
}
