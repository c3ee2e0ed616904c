import { pickOne } from '../../../src/sync/testing/seeded-random.ts';
import { RawJson, type Draft } from './draft.ts';
import { ODD_TEXTS, ODD_VALUES } from './odd-values.ts';

export type Spoil = (draft: Draft, random: () => number) => string | undefined;

type Place = { of: Record<string, unknown> | unknown[]; key: string };

function placesIn(value: unknown, found: Place[] = []): Place[] {
  if (typeof value !== 'object' || value === null || value instanceof RawJson) return found;
  for (const key of Object.keys(value)) {
    found.push({ of: value as Place['of'], key });
    placesIn((value as Record<string, unknown>)[key], found);
  }
  return found;
}

const isList = (of: Place['of']): of is unknown[] => Array.isArray(of);

function put({ of, key }: Place, value: unknown): void {
  if (isList(of)) of[Number(key)] = value;
  else of[key] = value;
}

function take({ of, key }: Place): unknown {
  if (isList(of)) return of.splice(Number(key), 1)[0];
  const value = of[key];
  delete of[key];
  return value;
}

/** Somewhere inside the body's values; undefined where it has none. */
function somewhere({ body }: Draft, random: () => number): Place | undefined {
  const root = body.kind === 'json' ? { root: body.value } : body.kind === 'lines' && body.lines;
  if (root === false) return undefined;
  // The top of a JSON body stays a value of its own, so that it is replaced there and not in a copy.
  const places = body.kind === 'json' ? placesIn(body.value) : placesIn(root);
  return places.length === 0 ? undefined : pickOne(random, places);
}

const replaceValue: Spoil = (draft, random) => {
  const at = somewhere(draft, random);
  if (at === undefined) return undefined;
  put(at, pickOne(random, ODD_VALUES));
  return `odd value at ${at.key}`;
};

const dropValue: Spoil = (draft, random) => {
  const at = somewhere(draft, random);
  if (at === undefined) return undefined;
  take(at);
  return `without ${at.key}`;
};

const moveValue: Spoil = (draft, random) => {
  const [from, to] = [somewhere(draft, random), somewhere(draft, random)];
  if (from === undefined || to === undefined) return undefined;
  put(
    to,
    structuredClone(from.of === to.of ? null : (from.of as Record<string, unknown>)[from.key]),
  );
  return `${from.key} in place of ${to.key}`;
};

const ODD_KEYS = ['__proto__', 'constructor', 'toString', '', '\0', 'v', 'stream', '0', 'length'];

const addKey: Spoil = (draft, random) => {
  const at = somewhere(draft, random);
  if (at === undefined || isList(at.of)) return undefined;
  const key = pickOne(random, ODD_KEYS);
  Object.defineProperty(at.of, key, {
    value: pickOne(random, ODD_VALUES),
    enumerable: true,
    configurable: true,
    writable: true,
  });
  return `with key ${JSON.stringify(key)}`;
};

/** The same key twice: which one counts must not matter to safety. */
const repeatKey: Spoil = (draft, random) => {
  const at = somewhere(draft, random);
  if (at === undefined || isList(at.of)) return undefined;
  const { key } = at;
  draft.onText.push((text) => {
    const mark = `${JSON.stringify(key)}:`;
    const where = text.indexOf(mark);
    if (where < 0) return text;
    const twice = Buffer.from(`${mark}${pickOne(random, ['0', '""', 'null', '[]'])},`);
    return Buffer.concat([text.subarray(0, where), twice, text.subarray(where)]);
  });
  return `${key} twice`;
};

const wholeBody: Spoil = (draft, random) => {
  if (draft.body.kind === 'none') return undefined;
  draft.body = { kind: 'json', value: pickOne(random, ODD_VALUES) };
  return 'another body';
};

const lines: Spoil = (draft, random) => {
  if (draft.body.kind !== 'lines') return undefined;
  const { lines: all } = draft.body;
  const at = Math.floor(random() * all.length);
  const big = new RawJson(
    `"${'b'.repeat(pickOne(random, [262_142, 262_143, 500_000, 1_048_570]))}"`,
  );
  const how = pickOne(random, ['drop', 'repeat', 'swap', 'empty', 'big', 'odd', 'many'] as const);
  if (how === 'drop') all.splice(at, 1);
  else if (how === 'repeat') all.splice(at, 0, structuredClone(all[at]));
  else if (how === 'swap') all.push(...all.splice(at, 1));
  else if (how === 'empty') all.splice(at, 0, new RawJson(''));
  else if (how === 'big') all[at] = big;
  else if (how === 'odd') all[at] = pickOne(random, ODD_VALUES);
  else all.push(...Array.from({ length: 1200 }, () => new RawJson('x')));
  return `line ${at}: ${how}`;
};

const query: Spoil = (draft, random) => {
  const { query: all } = draft;
  if (all.length === 0) all.push([pickOne(random, ['x', 'cursor', '__proto__']), '1']);
  const at = Math.floor(random() * all.length);
  const [name = 'x', value = ''] = all[at] ?? [];
  const odd = pickOne(random, ODD_TEXTS);
  const how = pickOne(random, [
    'odd',
    'odd',
    'odd',
    'drop',
    'repeat',
    'list',
    'name',
    'cursor',
  ] as const);
  if (how === 'odd') all[at] = [name, odd];
  else if (how === 'drop') all.splice(at, 1);
  else if (how === 'repeat') all.push([name, odd]);
  else if (how === 'list') all[at] = [`${name}[]`, value];
  else if (how === 'name') all[at] = [odd, value];
  else all[at] = [name, oddCursor(random)];
  return `query ${name}: ${how}`;
};

/** Base64url JSON, as a cursor is, with something odd inside. */
function oddCursor(random: () => number): string {
  const vec = { 'A:A-aaaaaaaaaa': 'V', __proto__: null };
  const odd = pickOne(random, ODD_VALUES);
  const text = JSON.stringify({ v: 1, scope: 'x', vec });
  const value = odd instanceof RawJson ? odd.text : JSON.stringify(odd);
  return Buffer.from(text.replace('"V"', () => value))
    .toString('base64url')
    .slice(0, 8000);
}

const pathSegment: Spoil = (draft, random) => {
  const parts = draft.path.split('/');
  const at = 1 + Math.floor(random() * (parts.length - 1));
  const odd = pickOne(random, ODD_TEXTS);
  const how = pickOne(random, ['odd', 'add', 'drop', 'case', 'slash'] as const);
  if (how === 'odd') parts[at] = odd;
  else if (how === 'add') parts.splice(at, 0, odd);
  else if (how === 'drop') parts.splice(at, 1);
  else if (how === 'case') parts[at] = (parts[at] ?? '').toUpperCase();
  else parts.push('');
  draft.path = parts.join('/') || '/';
  return `path: ${how}`;
};

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE', 'PURGE'];
const method: Spoil = (draft, random) => {
  draft.method = pickOne(random, METHODS);
  return `method ${draft.method}`;
};

/** What may be wrong with a request whose sender meant to sign it as it is. Oftener listed, oftener drawn. */
export const SPOIL_VALUES: readonly Spoil[] = [
  ...Array.from({ length: 8 }, () => replaceValue),
  ...Array.from({ length: 2 }, () => dropValue),
  moveValue,
  addKey,
  addKey,
  repeatKey,
  wholeBody,
  lines,
  lines,
  ...Array.from({ length: 4 }, () => query),
  pathSegment,
  method,
];
