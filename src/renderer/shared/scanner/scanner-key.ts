type KeyFields = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'shiftKey' | 'altKey' | 'metaKey'
>;

/**
 * The character the scanner meant. It types as on an American keyboard, so a digit's place on the
 * keyboard tells more than the letter a French layout makes of it; control characters, among them the
 * GS1 separator (Ctrl+]), come with the control key.
 */
export function scannerKey({ code, ctrlKey, shiftKey, altKey, metaKey, key }: KeyFields): string {
  if (ctrlKey && !altKey && !metaKey) return controlCharacter(code) ?? 'Control';
  if (ctrlKey || altKey || metaKey) return 'Control';
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1];
  return digit !== undefined && !shiftKey ? digit : key;
}

function controlCharacter(code: string): string | undefined {
  if (code === 'BracketRight') return '\u001d';
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  return letter === undefined ? undefined : String.fromCharCode(letter.charCodeAt(0) - 64);
}
