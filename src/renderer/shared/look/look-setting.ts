/** What a person chose for this machine; `machine` follows what its system says. */
export const LOOKS = ['machine', 'light', 'dark', 'contrast'] as const;
export type Look = (typeof LOOKS)[number];

/** The tokens a page wears: see tokens.css. */
export type Theme = 'light' | 'dark' | 'contrast' | 'contrast-dark';

export type LookSetting = { look: Look; sounds: boolean };

const NAME = 'look';
const USUAL: LookSetting = { look: 'machine', sounds: true };

/** What the system of the machine says of itself. */
export type MachineLook = { isDark: boolean; wantsContrast: boolean };

/** LK1: the person's choice counts before the machine's. */
export function themeOf(look: Look, { isDark, wantsContrast }: MachineLook): Theme {
  if (look !== 'machine') return look;
  if (wantsContrast) return isDark ? 'contrast-dark' : 'contrast';
  return isDark ? 'dark' : 'light';
}

/** What was saved on this machine; the usual one where nothing was or it cannot be read (LK2). */
export function loadLook(storage: Pick<Storage, 'getItem'>): LookSetting {
  try {
    const read: unknown = JSON.parse(storage.getItem(NAME) ?? 'null');
    return isSetting(read) ? read : USUAL;
  } catch {
    return USUAL;
  }
}

/** A setting of the machine, not of the store: light falls on each till differently. */
export function saveLook(storage: Pick<Storage, 'setItem'>, setting: LookSetting): void {
  storage.setItem(NAME, JSON.stringify(setting));
}

function isSetting(value: unknown): value is LookSetting {
  const { look, sounds } = (value ?? {}) as Partial<LookSetting>;
  return LOOKS.some((one) => one === look) && typeof sounds === 'boolean';
}
