import { typoDistance } from './typo-distance.ts';

export type SimilarWord = { readonly word: string; readonly distance: number };

/** Shorter words have neighbours everywhere. */
const SHORTEST = 4;
/** From this length two errors are forgiven. */
const LONG = 7;
/** Similar words that are looked for; the nearest are the likely ones. */
const MOST_WORDS = 12;

/** Every word of a catalogue once, to find what a mistyped one was meant to be. */
export class WordList {
  private readonly words: readonly string[];
  /** A bit for each letter a word has: tells most strangers without comparing. */
  private readonly letters: Int32Array;

  constructor(words: Iterable<string>) {
    this.words = [...words].filter((word) => /^\p{L}{3,}$/u.test(word));
    this.letters = Int32Array.from(this.words, lettersOf);
  }

  /** Words that begin like what was typed but for an error or two, nearest first. */
  similarTo(typed: string): SimilarWord[] {
    if (typed.length < SHORTEST || !/^\p{L}+$/u.test(typed)) return [];
    const most = typed.length >= LONG ? 2 : 1;
    const wanted = lettersOf(typed);
    const found: SimilarWord[] = [];
    for (const [at, word] of this.words.entries()) {
      if (word.length < typed.length - most) continue;
      // Each error takes at most one letter away from what the word should have.
      if (bits(wanted & ~(this.letters[at] ?? 0)) > most) continue;
      const distance = typoDistance(typed, word, most);
      if (distance <= most) found.push({ word, distance });
    }
    return found
      .sort((a, b) => a.distance - b.distance || rank(a.word, typed) - rank(b.word, typed))
      .slice(0, MOST_WORDS);
  }
}

/** People get the first letter right, and a word as long as typed is likelier than a longer one. */
function rank(word: string, typed: string): number {
  return (word[0] === typed[0] ? 0 : 100) + Math.abs(word.length - typed.length);
}

function lettersOf(word: string): number {
  let mask = 0;
  for (let at = 0; at < word.length; at += 1) mask |= 1 << (word.charCodeAt(at) & 31);
  return mask;
}

function bits(mask: number): number {
  let left = mask;
  let count = 0;
  for (; left !== 0; left &= left - 1) count += 1;
  return count;
}
