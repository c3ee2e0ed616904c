import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';

type Check = (value: unknown) => boolean;
type Words = Readonly<Record<string, unknown>>;

const known = new WeakMap<TSchema, Check>();

/**
 * The library's check of a schema without its price a value: 5,000 rows of the fleet cost it 200 ms of a
 * page's one thread, since a page under our policy may not compile code. Here each schema becomes plain
 * functions once. Of what is not written down here, and of every word in a schema that is not known, the
 * library itself is asked, so that both always say the same.
 */
export function quickCheck<S extends TSchema>(schema: S): (value: unknown) => value is Static<S> {
  const found = known.get(schema) ?? make(schema);
  known.set(schema, found);
  return found as (value: unknown) => value is Static<S>;
}

function make(schema: TSchema): Check {
  const words = schema as unknown as Words;
  const is = (...names: readonly string[]): boolean =>
    Object.keys(words).every((name) => name.startsWith('~') || names.includes(name));
  const told = oneOf(words, is);
  return told ?? ((value) => Value.Check(schema, value));
}

function oneOf(words: Words, is: (...names: string[]) => boolean): Check | undefined {
  if (Array.isArray(words['anyOf']) && is('anyOf')) return anyOf(words['anyOf'] as TSchema[]);
  if ('const' in words && is('type', 'const')) return (value) => value === words['const'];
  switch (words['type']) {
    case 'null':
      return is('type') ? (value) => value === null : undefined;
    case 'boolean':
      return is('type') ? (value) => typeof value === 'boolean' : undefined;
    case 'integer':
      return is('type', 'minimum', 'maximum') ? integer(words) : undefined;
    case 'string':
      return is('type', 'pattern') ? text(words) : undefined;
    case 'array':
      return is('type', 'items') ? array(words['items'] as TSchema) : undefined;
    case 'object':
      return is('type', 'required', 'properties') ? object(words) : undefined;
    default:
      return undefined;
  }
}

function anyOf(schemas: readonly TSchema[]): Check {
  const checks = schemas.map((one): Check => quickCheck(one));
  return (value) => checks.some((check) => check(value));
}

function integer({ minimum = -Infinity, maximum = Infinity }: Words): Check {
  const [least, most] = [Number(minimum), Number(maximum)];
  return (value) => Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
}

function text({ pattern }: Words): Check {
  if (pattern === undefined) return (value) => typeof value === 'string';
  const form = new RegExp(pattern as string, 'u');
  return (value) => typeof value === 'string' && form.test(value);
}

function array(items: TSchema): Check {
  const check: Check = quickCheck(items);
  return (value) => Array.isArray(value) && value.every((one) => check(one));
}

function object({ required = [], properties }: Words): Check {
  const needed = new Set(required as string[]);
  const checks = Object.entries(properties as Record<string, TSchema>).map(
    ([name, schema]): [string, Check, boolean] => [name, quickCheck(schema), needed.has(name)],
  );
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    const held = value as Words;
    return checks.every(([name, check, isNeeded]) => {
      const one = held[name];
      if (one === undefined && !isNeeded) return true;
      return Object.hasOwn(held, name) && check(one);
    });
  };
}
