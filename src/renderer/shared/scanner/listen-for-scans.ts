import { isReplayed, replayKeys } from './replay-keys.ts';
import { scannerKey } from './scanner-key.ts';
import type { ScannerProfile } from './scanner-profile.ts';
import { insertText, isTextField, readField, writeField } from './text-field.ts';
import type { FieldText, TextField } from './text-field.ts';
import { idleWedge, isWaiting, QUIET, stepWedge } from './wedge.ts';
import type { Wedge, WedgeOutcome } from './wedge.ts';

export type ScanListener = {
  /** Where a scan means nothing, its keys stay typing: a code may be scanned into a field. */
  isWanted: () => boolean;
  profile: () => ScannerProfile;
  /** One code; `atMs` is the time stamp of its last key. */
  scanned: (code: string, atMs: number) => void;
  /** A scanner sent something that is no whole code. */
  garbled: () => void;
};

/** How often an unfinished burst is looked at, ms. */
const LOOK_MS = 80;

/**
 * Hears a keyboard scanner wherever the focus is: before any button or field sees its keys. The first
 * two characters of a scanner without a prefix may reach a field, since they could be a person's; with
 * the third they are taken out again. Only `+` and `-` wait, since no field can give back what they do
 * to a line. Answers how to stop listening.
 */
export function listenForScans(target: Window, listener: ScanListener): () => void {
  let wedge: Wedge = QUIET;
  let look: ReturnType<typeof setTimeout> | undefined;
  let heardMs = 0;
  /** What had the focus when the burst began: typing may move it to a field. */
  let focused: Element | null = null;
  /** Fields the burst wrote into, as they were before. */
  const before = new Map<TextField, FieldText>();

  function apply(outcome: WedgeOutcome | undefined): void {
    if (outcome === undefined) return;
    if (outcome.kind === 'typed') {
      if (outcome.isNew) replayKeys(target.document, outcome.text, type);
      else type(outcome.text);
      return;
    }
    for (const [field, text] of before) writeField(field, text);
    if (outcome.kind === 'suspect') return;
    before.clear();
    focusAgain(focused);
    if (outcome.kind === 'scan') listener.scanned(outcome.code, outcome.atMs);
    else listener.garbled();
  }

  function type(text: string): void {
    const field = target.document.activeElement;
    if (!isTextField(field)) return;
    remember(field);
    insertText(field, text);
  }

  function remember(field: TextField): void {
    if (!before.has(field)) before.set(field, readField(field));
  }

  function lookLater(): void {
    clearTimeout(look);
    look = isWaiting(wedge) ? setTimeout(lookAgain, LOOK_MS) : undefined;
  }

  function lookAgain(): void {
    // Silence counts from when the last key got here: on a busy page keys come late.
    const nowMs = wedge.lastMs + (performance.now() - heardMs);
    const idle = idleWedge(wedge, nowMs, listener.profile());
    wedge = idle.wedge;
    apply(idle.outcome);
    lookLater();
  }

  function onKey(event: KeyboardEvent): void {
    if (isReplayed(event) || event.repeat || isModifier(event.key)) return;
    if (!listener.isWanted()) {
      wedge = QUIET;
      before.clear();
      return;
    }
    heardMs = performance.now();
    const { activeElement } = target.document;
    const key = { key: scannerKey(event), atMs: event.timeStamp };
    const step = stepWedge(wedge, key, listener.profile());
    wedge = step.wedge;
    if (step.isTaken) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
    apply(step.outcome);
    if (wedge.gaps.length === 0) {
      before.clear();
      focused = activeElement;
    }
    lookLater();
  }

  /** Comes after the key and before the text changes: the last moment to see the field untouched. */
  function onBeforeInput({ target: field }: Event): void {
    if (isTextField(field)) remember(field);
  }

  target.addEventListener('keydown', onKey, { capture: true });
  target.addEventListener('beforeinput', onBeforeInput, { capture: true });
  return () => {
    clearTimeout(look);
    target.removeEventListener('keydown', onKey, { capture: true });
    target.removeEventListener('beforeinput', onBeforeInput, { capture: true });
  };
}

function focusAgain(element: Element | null): void {
  const isElsewhere = element !== document.activeElement && element?.isConnected === true;
  if (isElsewhere && element instanceof HTMLElement) element.focus({ preventScroll: true });
}

function isModifier(key: string): boolean {
  return key === 'Shift' || key === 'Control' || key === 'Alt' || key === 'AltGraph';
}
