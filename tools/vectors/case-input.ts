import { isCurrency, type Currency } from '../../src/domain/currency.ts';
import { isMinor, type Minor } from '../../src/domain/money.ts';
import { parseDecimal, type Rational } from '../../src/domain/rational.ts';
import { isRecord } from './vector-file.ts';

/*
 * Readers for the untyped input of a case. They throw: a case that cannot be read has no result,
 * and the runner reports the message as that case's failure.
 */

export type Fields = Readonly<Record<string, unknown>>;

export function fieldsOf(value: unknown, name: string): Fields {
  if (!isRecord(value)) throw new Error(`${name} is not an object`);
  return value;
}

export function listOf(value: unknown, name: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error(`${name} is not a list`);
  return value;
}

export function textOf(value: unknown, name: string): string {
  if (typeof value !== 'string') throw new Error(`${name} is not a text`);
  return value;
}

export function minorOf(value: unknown, name: string): Minor {
  if (typeof value !== 'number' || !isMinor(value)) {
    throw new Error(`${name} is not a whole number of minor units`);
  }
  return value;
}

/** An exact decimal, written as a string or as a whole number. */
export function decimalOf(value: unknown, name: string): Rational {
  const parsed = parseDecimal(typeof value === 'number' ? String(value) : textOf(value, name));
  if (!parsed.ok) throw new Error(`${name} is not a decimal`);
  return parsed.value;
}

export function currencyOf(value: unknown): Currency {
  const code = textOf(value, 'currency');
  if (!isCurrency(code)) throw new Error(`unknown currency ${code}`);
  return code;
}

export function oneOf<Choice extends string>(
  value: unknown,
  choices: readonly Choice[],
  name: string,
): Choice {
  const choice = choices.find((candidate) => candidate === value);
  if (choice === undefined) throw new Error(`${name} is none of ${choices.join(', ')}`);
  return choice;
}
