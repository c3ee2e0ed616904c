/** Longest note on a sale, characters. */
export const LONGEST_NOTE = 120;

/** Why a note cannot be kept. */
export type NoteProblem = 'note-too-long' | 'note-unprintable' | 'card-number';

/** Free text that goes to head office and onto paper, so it is bounded and holds no card (dom-Y2). */
export function noteProblem(text: string): NoteProblem | undefined {
  if (text.length > LONGEST_NOTE) return 'note-too-long';
  if (/\p{Cc}/u.test(text)) return 'note-unprintable';
  return holdsCardNumber(text) ? 'card-number' : undefined;
}

/** Figures of the shortest and the longest card number. */
const CARD_FIGURES = { least: 13, most: 19 };

/**
 * 13 to 19 figures in a row with a right check figure, however they are grouped and whatever figures
 * stand before and behind: an expiry date must not hide the number that it follows.
 */
function holdsCardNumber(text: string): boolean {
  const runs = text.match(/\d(?:[^\dA-Za-z]{0,3}\d)*/g) ?? [];
  return runs.some((run) => windowsOf(run.replace(/\D/g, '')).some(fitsLuhn));
}

function windowsOf(figures: string): string[] {
  const windows: string[] = [];
  for (let from = 0; from + CARD_FIGURES.least <= figures.length; from += 1) {
    const end = Math.min(from + CARD_FIGURES.most, figures.length);
    for (let to = from + CARD_FIGURES.least; to <= end; to += 1)
      windows.push(figures.slice(from, to));
  }
  return windows;
}

/** Whether figures have a right Luhn check figure. */
export function fitsLuhn(figures: string): boolean {
  const sum = figures
    .split('')
    .reverse()
    .reduce((total, figure, at) => {
      const value = Number(figure) * (at % 2 === 1 ? 2 : 1);
      return total + (value > 9 ? value - 9 : value);
    }, 0);
  return sum % 10 === 0;
}
