/**
 * How an application identifier's value must look. `length` is predefined: its value ends after that
 * many characters; the others end with FNC1 or with the data (vec-barcodes-B7).
 */
export type AiRule = {
  readonly length?: number;
  readonly value: RegExp;
  readonly checkDigit?: boolean;
  readonly date?: boolean;
};

/** GS1 character set 82: figures, letters and these signs; no blank. */
const X = '[!"%&\'()*+,\\-./0-9:;<=>?A-Z_a-z]';
const digits = (count: string): RegExp => new RegExp(`^[0-9]{${count}}$`);
const signs = (most: number): RegExp => new RegExp(`^${X}{1,${most}}$`);
const predefined = (length: number): AiRule => ({ length, value: digits(String(length)) });

const DATE: AiRule = { ...predefined(6), date: true };

const RULES: Readonly<Record<string, AiRule>> = {
  '00': { ...predefined(18), checkDigit: true },
  '01': { ...predefined(14), checkDigit: true },
  '02': { ...predefined(14), checkDigit: true },
  '10': { value: signs(20) },
  '11': DATE,
  '13': DATE,
  '15': DATE,
  '16': DATE,
  '17': DATE,
  '20': predefined(2),
  '21': { value: signs(20) },
  '22': { value: signs(20) },
  '30': { value: digits('1,8') },
  '37': { value: digits('1,8') },
  '99': { value: signs(90) },
  '240': { value: signs(30) },
};

/** Identifiers whose fourth figure is a number of decimal places. */
const WITH_PLACES: readonly [start: RegExp, rule: AiRule][] = [
  [/^3[12]0[0-5]$/, predefined(6)],
  [/^392[0-9]$/, { value: digits('1,15') }],
  [/^393[0-9]$/, { value: digits('4,18') }],
  [/^395[0-5]$/, { value: digits('6') }],
];

/** The rule of an identifier; undefined for one that a till does not know. */
export function aiRule(ai: string): AiRule | undefined {
  if (Object.hasOwn(RULES, ai)) return RULES[ai];
  return WITH_PLACES.find(([start]) => start.test(ai))?.[1];
}

/** The identifier that the text starts with. No known one is the start of another. */
export function aiAt(text: string, at: number): string | undefined {
  return [2, 3, 4]
    .map((length) => text.slice(at, at + length))
    .find((ai) => aiRule(ai) !== undefined);
}
