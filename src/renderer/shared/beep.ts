let context: AudioContext | undefined;

/** A short low tone: what was scanned or keyed was not taken. Silent where there is no sound card. */
export function beepRefused(): void {
  context ??= new AudioContext();
  const tone = context.createOscillator();
  const volume = context.createGain();
  const start = context.currentTime;
  tone.type = 'square';
  tone.frequency.value = 220;
  volume.gain.setValueAtTime(0.12, start);
  volume.gain.exponentialRampToValueAtTime(0.001, start + 0.22);
  tone.connect(volume).connect(context.destination);
  tone.start(start);
  tone.stop(start + 0.24);
}
