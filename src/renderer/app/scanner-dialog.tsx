import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { calibrate, type CalibrationProblem } from '../shared/scanner/calibrate.ts';
import { scannerKey } from '../shared/scanner/scanner-key.ts';
import type { ScannerProfile } from '../shared/scanner/scanner-profile.ts';
import type { WedgeKey } from '../shared/scanner/wedge.ts';
import { Button } from '../shared/ui/button.tsx';
import { Dialog } from '../shared/ui/dialog.tsx';
import { MessageLine } from '../shared/ui/message-line.tsx';
import { later, say, sayLater, type Words } from '../shared/words/say.ts';

const SCANS = 3;
/** After so long without a key a scan is over, ms. */
const SILENCE_MS = 400;

const WORDS: Record<CalibrationProblem, Words> = {
  'no-barcode': later(
    'That was no barcode of an article. Take a pack with an EAN or UPC and start again.',
  ),
  'not-the-same': later('The three scans began or ended differently. Start again.'),
  'too-slow': later(
    'This scanner types as slowly as a person. Set it to send a prefix, then start again.',
  ),
};

type ScannerDialogProps = {
  /** Undefined goes back to what every till knows by itself. */
  onLearned: (profile: ScannerProfile | undefined) => void;
  onClose: () => void;
};

/** Learns how the scanner of this machine types, from three scans of one pack. */
export function ScannerDialog({ onLearned, onClose }: ScannerDialogProps) {
  const [scans, setScans] = useState<readonly (readonly WedgeKey[])[]>([]);
  const result = scans.length < SCANS ? undefined : calibrate(scans);
  const again = (): void => setScans([]);
  useScansHeard((keys) => {
    if (scans.length < SCANS) setScans([...scans, keys]);
  });

  return (
    <Dialog title={say('Set up the scanner')} onClose={onClose}>
      <p>
        {say('Scan the barcode of any pack three times, with a pause between. Nothing is sold.')}
      </p>
      <p role="status">{progress(scans.length, result?.ok === true ? result.value : undefined)}</p>
      <MessageLine
        message={
          result?.ok === false
            ? { tone: 'problem', text: sayLater(WORDS[result.error]) }
            : undefined
        }
        hint={say('A scanner that sends a prefix and an end key is told from typing most surely.')}
      />
      <div className="dialog-actions">
        <Button onPress={() => onLearned(undefined)}>{say('Forget this scanner')}</Button>
        <Button onPress={again}>{say('Start again')}</Button>
      </div>
      <div className="dialog-actions">
        <Button keyCap="Esc" onPress={onClose}>
          {say('Leave as it is')}
        </Button>
        <Button
          look="primary"
          isDisabled={result?.ok !== true}
          onPress={() => {
            if (result?.ok === true) onLearned(result.value);
          }}
        >
          {say('Use this scanner')}
        </Button>
      </div>
    </Dialog>
  );
}

function progress(heard: number, profile: ScannerProfile | undefined): string {
  if (profile === undefined) return say('Heard {heard} of {scans}', { heard, scans: SCANS });
  const prefix =
    profile.prefix === ''
      ? say('no prefix')
      : say('prefix {prefix}', { prefix: named(profile.prefix) });
  const [end] = profile.ends;
  return say('Heard: {prefix}, {end}.', {
    prefix,
    end: end === undefined ? say('no end key') : say('ends with {end}', { end: named(end) }),
  });
}

/** Control characters by their number. */
function named(text: string): string {
  return Array.from(text, (sign) =>
    sign < ' ' ? say('character {number}', { number: sign.charCodeAt(0) }) : sign,
  ).join('');
}

/** Rows of keys between silences; the page sees none of them but Escape. */
function useScansHeard(onScan: (keys: readonly WedgeKey[]) => void): void {
  const heard = useRef<WedgeKey[]>([]);
  const onSilence = useEffectEvent(() => {
    // A key by itself is a person's.
    if (heard.current.length > 1) onScan(heard.current);
    heard.current = [];
  });
  useEffect(() => {
    let silence: ReturnType<typeof setTimeout> | undefined;
    function onKey(event: KeyboardEvent): void {
      const isModifier = ['Shift', 'Control', 'Alt', 'AltGraph'].includes(event.key);
      if (isModifier || event.repeat) return;
      const last = heard.current.at(-1);
      const isFirst = last === undefined || event.timeStamp - last.atMs > SILENCE_MS;
      // By hand: leaves the dialog, walks through it or presses a button of it.
      if (isFirst && ['Escape', 'Tab', 'Enter', ' '].includes(event.key)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      heard.current.push({ key: scannerKey(event), atMs: event.timeStamp });
      clearTimeout(silence);
      silence = setTimeout(() => onSilence(), SILENCE_MS);
    }
    window.addEventListener('keydown', onKey, { capture: true });
    return () => {
      clearTimeout(silence);
      window.removeEventListener('keydown', onKey, { capture: true });
    };
  }, []);
}
