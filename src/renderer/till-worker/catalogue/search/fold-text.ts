/** Letters that no decomposition makes plain. */
const PLAIN: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

// oxlint-disable-next-line no-control-regex
const ASCII = /^[\u0000-\u007f]*$/;

/**
 * Lower case, no accents, words parted by single spaces: `musli` finds `Müsli`, `coca cola` finds
 * `Coca-Cola`. Most names are ASCII already and are spared the long way.
 */
export function foldText(text: string): string {
  const lower = text.toLowerCase();
  const plain = ASCII.test(lower)
    ? lower
    : lower
        .normalize('NFD')
        .replaceAll(/\p{M}/gu, '')
        .replaceAll(/[ßæœøłđðþı]/g, (letter) => PLAIN[letter] ?? letter);
  return plain.replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

/** As people without umlauts on their keyboard write them: `aepfel` for `Äpfel`. */
export function withoutUmlautSpelling(word: string): string {
  return word.replaceAll(/ae|oe|ue/g, (pair) => pair.slice(0, 1));
}
