/** Messages as Lingui runs them: texts, `[name]`, and `[name, 'plural', cases]`. */
export type Compiled = (string | [string] | [string, 'plural', PluralCases])[];
type PluralCases = { offset: undefined } & Record<string, Compiled | undefined>;

/**
 * Reads the part of ICU's messages that this till writes: `{name}` and
 * `{count, plural, one {# line} other {# lines}}`. Lingui's own reader knows all of ICU and costs each
 * of page, worker and customer's page 19 kB; the check of the catalogues compares both over every
 * message that ships (LANG5). Throws on anything else.
 */
export function compileWords(message: string): Compiled {
  const reader: Reader = { message, at: 0 };
  const read = readParts(reader, false);
  if (reader.at < message.length) throw new Error(`a } too many: ${message}`);
  return read;
}

type Reader = { readonly message: string; at: number };

function readParts(reader: Reader, isCase: boolean): Compiled {
  const parts: Compiled = [];
  const stops = isCase ? /[{}#]/g : /[{}]/g;
  for (;;) {
    stops.lastIndex = reader.at;
    const stop = stops.exec(reader.message)?.index ?? reader.message.length;
    if (stop > reader.at) parts.push(reader.message.slice(reader.at, stop));
    reader.at = stop;
    const sign = reader.message[stop];
    if (sign === '#') {
      parts.push('#');
      reader.at += 1;
    } else if (sign === '{') parts.push(readArgument(reader));
    else return parts;
  }
}

const NAME = /\{(\w+)\}/y;
const PLURAL = /\{(\w+), plural, /y;
const CASE = /(=\d+|zero|one|two|few|many|other) \{/y;

function readArgument(reader: Reader): Compiled[number] {
  const name = take(reader, NAME);
  if (name !== undefined) return [name];
  const counted = take(reader, PLURAL);
  if (counted === undefined) throw new Error(`no placeholder at ${reader.at}: ${reader.message}`);
  const cases: PluralCases = { offset: undefined };
  for (let one = take(reader, CASE); one !== undefined; one = take(reader, CASE)) {
    cases[one.replace('=', '')] = readParts(reader, true);
    skip(reader, '}');
    if (reader.message[reader.at] === ' ') reader.at += 1;
  }
  skip(reader, '}');
  if (cases['other'] === undefined) throw new Error(`a plural without other: ${reader.message}`);
  return [counted, 'plural', cases];
}

function take(reader: Reader, what: RegExp): string | undefined {
  what.lastIndex = reader.at;
  const found = what.exec(reader.message);
  if (found !== null) reader.at = what.lastIndex;
  return found?.[1];
}

function skip(reader: Reader, sign: string): void {
  if (reader.message[reader.at] !== sign) {
    throw new Error(`no ${sign} at ${reader.at}: ${reader.message}`);
  }
  reader.at += 1;
}
