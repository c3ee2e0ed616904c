import { BestHits } from './best-hits.ts';
import { foldText, withoutUmlautSpelling } from './fold-text.ts';
import { RecordText } from './record-text.ts';
import type { SearchRecords } from './search-records.ts';
import { WordList } from './word-list.ts';

/** A typed word and what it may have been meant to be; `penalty` orders those behind the word itself. */
type Wanted = readonly { readonly text: string; readonly penalty: number }[];

/** What each place of a word costs; the length of the name decides between equals. */
const COST = { nameStart: 0, article: 20, wholeWord: 50, wordStart: 100, code: 400, middle: 1000 };
/** Any exact hit stands before any forgiven error. */
const UMLAUT = 2000;
const PER_ERROR = 5000;
/** Fewer figures are in every second barcode. */
const CODE_FIGURES = 4;
const NOWHERE = Infinity;
const NONE: ReadonlySet<string> = new Set();

export type Found = {
  /** Lower scores first. */
  readonly hits: readonly { readonly article: string; readonly score: number }[];
  readonly total: number;
  /** Whether every word stood there as typed. */
  readonly isExact: boolean;
};

export const NOTHING: Found = { hits: [], total: 0, isExact: false };

/**
 * Search over all articles at once. Made of two long texts, names with brands and numbers with
 * barcodes, about 70 bytes an article, and of every word once.
 */
export class ArticleSearch {
  private readonly articles: readonly string[];
  private readonly names: RecordText;
  private readonly codes: RecordText;
  private readonly allWords: ReadonlySet<string>;
  private words: WordList | undefined;

  constructor({ articles, names, codes, words }: SearchRecords) {
    this.articles = articles;
    this.allWords = words;
    this.names = new RecordText(names);
    this.codes = new RecordText(codes);
  }

  /**
   * Articles that have every word, best first; where none has, those that nearly have. `except` are
   * left out: what is known of them is old.
   */
  find(text: string, limit: number, except: ReadonlySet<string> = NONE): Found {
    const words = foldText(text).split(' ').filter(Boolean);
    if (words.length === 0) return NOTHING;
    const exact = words.map((word): Wanted => [{ text: word, penalty: 0 }]);
    const found = this.collect(exact, limit, except);
    if (found.total > 0) return this.named(found, true);
    const forgiving = exact.map((wanted) => this.forgive(wanted));
    return this.named(this.collect(forgiving, limit, except), false);
  }

  /** For errors; made before the first of them where somebody has time. */
  learnWords(): WordList {
    this.words ??= new WordList(this.allWords);
    return this.words;
  }

  private named(best: BestHits, isExact: boolean): Found {
    const hits = best.list().map(({ record, score }) => {
      return { article: this.articles[record] ?? '', score };
    });
    return { hits, total: best.total, isExact };
  }

  /** The word with everything it may have been meant to be. */
  private forgive(wanted: Wanted): Wanted {
    const [{ text } = { text: '' }] = wanted;
    const umlaut = withoutUmlautSpelling(text);
    const meant = umlaut === text ? [] : [{ text: umlaut, penalty: UMLAUT }];
    const similar = this.learnWords()
      .similarTo(text)
      .map(({ word, distance }) => ({ text: word, penalty: distance * PER_ERROR }));
    return [...wanted, ...meant, ...similar];
  }

  private collect(words: readonly Wanted[], limit: number, except: ReadonlySet<string>): BestHits {
    const hits = new BestHits(limit);
    const [rarest, ...others] = words.toSorted((a, b) => lengthOf(b) - lengthOf(a));
    for (const record of this.recordsWith(rarest ?? [])) {
      if (except.size > 0 && except.has(this.articles[record] ?? '')) continue;
      const frame = this.names.framed(record);
      const first = this.cost(rarest ?? [], record, frame);
      const score = others.reduce((sum, one) => sum + this.cost(one, record, frame), first);
      if (score < NOWHERE) hits.add({ record, score: score + frame.length });
    }
    return hits;
  }

  private *recordsWith(wanted: Wanted): Generator<number> {
    const [only, ...more] = wanted;
    if (only === undefined) return;
    if (more.length === 0 && !isCodePart(only.text)) {
      yield* this.names.holding(only.text);
      return;
    }
    const seen = new Set<number>();
    for (const { text } of wanted) {
      for (const record of this.names.holding(text)) seen.add(record);
      if (!isCodePart(text)) continue;
      for (const record of this.codes.holding(text)) seen.add(record);
    }
    yield* seen;
  }

  private cost(wanted: Wanted, record: number, frame: string): number {
    let least = NOWHERE;
    for (const { text, penalty } of wanted) {
      const cost = Math.min(
        placeCost(frame, text),
        isCodePart(text) ? codeCost(this.codes.framed(record), text) : NOWHERE,
      );
      if (cost + penalty < least) least = cost + penalty;
    }
    return least;
  }
}

function isCodePart(word: string): boolean {
  return word.length >= CODE_FIGURES && /^\d+$/.test(word);
}

function lengthOf([first]: Wanted): number {
  return first?.text.length ?? 0;
}

/** The best place of a word in a framed record. */
function placeCost(frame: string, word: string): number {
  let least = NOWHERE;
  for (let at = frame.indexOf(word); at >= 0; at = frame.indexOf(word, at + 1)) {
    const before = frame[at - 1] ?? '';
    if (before === '\n') return COST.nameStart;
    const cost = !isGap(before)
      ? COST.middle
      : isGap(frame[at + word.length] ?? '')
        ? COST.wholeWord
        : COST.wordStart;
    if (cost < least) least = cost;
  }
  return least;
}

/** Article numbers are typed from their start, barcodes by their first figures or their last. */
function codeCost(frame: string, figures: string): number {
  if (frame.startsWith(figures, 1)) return COST.article;
  const at = frame.indexOf(figures);
  if (at < 0) return NOWHERE;
  const isEdge = isGap(frame[at - 1] ?? '') || isGap(frame[at + figures.length] ?? '');
  return isEdge ? COST.code : COST.middle;
}

function isGap(sign: string): boolean {
  return sign === ' ' || sign === '\t' || sign === '\n';
}
