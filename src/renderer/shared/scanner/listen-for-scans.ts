import { looksLikeScan, NO_BURST, stepBurst, type Burst } from './burst-detector.ts';

type TextField = HTMLInputElement | HTMLTextAreaElement;

export type ScanListener = {
  /** Where a scan means nothing, its keys stay typing: a code may be scanned into a field. */
  isWanted: () => boolean;
  scanned: (code: string) => void;
};

/**
 * Hears a keyboard scanner wherever the focus is: before any button or field sees its Enter. Texts
 * the burst typed into fields are put back. Answers how to stop listening.
 */
export function listenForScans(target: Window, { isWanted, scanned }: ScanListener): () => void {
  let burst: Burst = NO_BURST;
  /** Fields the burst wrote into, with what they held before. */
  const before = new Map<TextField, string>();

  function onKey(event: KeyboardEvent): void {
    if (event.repeat || isModifier(event.key)) return;
    const step = stepBurst(burst, { key: scannerKey(event), atMs: event.timeStamp });
    burst = step.burst;
    if (burst.chars.length <= 1 && step.kind === 'pass') before.clear();
    if (step.kind === 'code' && isWanted()) {
      swallow(event);
      for (const [field, text] of before) putBack(field, text);
      before.clear();
      scanned(step.code);
    } else if (event.key === ' ' && looksLikeScan(burst) && !isTextField(event.target)) {
      // A space inside a code must not press the focused button.
      swallow(event);
    }
  }

  /** Comes after the key and before the text changes: the last moment to see the field untouched. */
  function onBeforeInput(event: Event): void {
    const field = event.target;
    if (isTextField(field) && !before.has(field)) before.set(field, field.value);
  }

  target.addEventListener('keydown', onKey, { capture: true });
  target.addEventListener('beforeinput', onBeforeInput, { capture: true });
  return () => {
    target.removeEventListener('keydown', onKey, { capture: true });
    target.removeEventListener('beforeinput', onBeforeInput, { capture: true });
  };
}

function swallow(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}

function isTextField(target: EventTarget | null): target is TextField {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}

function isModifier(key: string): boolean {
  return key === 'Shift' || key === 'Control' || key === 'Alt' || key === 'AltGraph';
}

/**
 * The character the scanner meant. It types as on an American keyboard, so a digit's place on the
 * keyboard tells more than the letter a French layout makes of it; the GS1 separator comes as Ctrl+].
 */
function scannerKey({ code, ctrlKey, shiftKey, altKey, metaKey, key }: KeyboardEvent): string {
  if (ctrlKey && code === 'BracketRight') return '\u001d';
  if (ctrlKey || altKey || metaKey) return 'Control';
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1];
  return digit !== undefined && !shiftKey ? digit : key;
}

/** Through the element's own setter, so that React hears of it as of typing. */
function putBack(field: TextField, text: string): void {
  const owner = field instanceof HTMLInputElement ? HTMLInputElement : HTMLTextAreaElement;
  Object.getOwnPropertyDescriptor(owner.prototype, 'value')?.set?.call(field, text);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
