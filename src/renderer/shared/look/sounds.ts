/** What a till says by sound; who does not hear it sees the same on the screen. */
export type Sound = 'taken' | 'refused' | 'done';

type Tone = { hertz: number; fromS: number; forS: number };

/** Apart by pitch and rhythm, so that one knows them without looking. */
const TONES: Readonly<Record<Sound, { shape: OscillatorType; loud: number; tones: Tone[] }>> = {
  taken: { shape: 'sine', loud: 0.1, tones: [{ hertz: 1760, fromS: 0, forS: 0.05 }] },
  refused: { shape: 'square', loud: 0.12, tones: [{ hertz: 220, fromS: 0, forS: 0.22 }] },
  done: {
    shape: 'sine',
    loud: 0.1,
    tones: [
      { hertz: 880, fromS: 0, forS: 0.09 },
      { hertz: 1320, fromS: 0.1, forS: 0.14 },
    ],
  },
};
const SILENCE = 0.001;

let context: AudioContext | undefined;
let isOn = true;

/** Of the whole page; the setting of this machine. */
export function turnSounds(on: boolean): void {
  isOn = on;
}

/** Plays it, if sounds are on. Silent where there is no sound card. */
export function play(sound: Sound): void {
  if (!isOn) return;
  context ??= new AudioContext();
  const { shape, loud, tones } = TONES[sound];
  for (const { hertz, fromS, forS } of tones) {
    const tone = context.createOscillator();
    const volume = context.createGain();
    const start = context.currentTime + fromS;
    tone.type = shape;
    tone.frequency.value = hertz;
    volume.gain.setValueAtTime(loud, start);
    volume.gain.exponentialRampToValueAtTime(SILENCE, start + forS);
    tone.connect(volume).connect(context.destination);
    tone.start(start);
    tone.stop(start + forS + 0.02);
  }
}

/** What was scanned or keyed was not taken. */
export const beepRefused = (): void => play('refused');
