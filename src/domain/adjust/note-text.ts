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

/** 13 to 19 figures with a right check figure, in one piece or grouped. */
function holdsCardNumber(text: string): boolean {
  const grouped = text.match(/\d(?:[ -]?\d)*/g) ?? [];
  const whole = text.match(/\d+/g) ?? [];
  return [...grouped, ...whole]
    .map((run) => run.replace(/\D/g, ''))
    .some((figures) => figures.length >= 13 && figures.length <= 19 && fitsLuhn(figures));
}

function fitsLuhn(figures: string): boolean {
  const sum = figures
    .split('')
    .reverse()
    .reduce((total, figure, at) => {
      const value = Number(figure) * (at % 2 === 1 ? 2 : 1);
      return total + (value > 9 ? value - 9 : value);
    }, 0);
  return sum % 10 === 0;
}
