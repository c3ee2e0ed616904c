import fc from 'fast-check';
import { Type, type TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { expect, test } from 'vitest';
import { FleetAnswer, FleetTill } from './console.ts';
import { quickCheck } from './quick-check.ts';
import { ReleaseList } from './release.ts';

const till: FleetTill = {
  store: '0417',
  till: '01',
  build: '1.0.0',
  silent_ms: null,
  waiting: 3,
  oldest_ms: 4,
  parked: 0,
  behind: 0,
  streams: 1,
  forked: false,
  last_cashier: null,
  build_asked_ms: 7,
  build_failed: null,
  build_why: null,
  build_refused: null,
  back_end: { set: 'blue', asked: 3, fell_back: 1 },
  alerts: ['waiting'],
};

const Odd = Type.Object({
  limited: Type.Optional(Type.String({ minLength: 1, maxLength: 3 })),
  either: Type.Union([Type.Literal('a'), Type.Literal(2), Type.Null()]),
  closed: Type.Optional(Type.Object({ n: Type.Number() }, { additionalProperties: false })),
  byName: Type.Optional(Type.Record(Type.String(), Type.Integer({ minimum: 0 }))),
  list: Type.Array(Type.Array(Type.Boolean(), { maxItems: 2 })),
  both: Type.Optional(
    Type.Intersect([Type.Object({ x: Type.Boolean() }), Type.Object({ y: Type.Null() })]),
  ),
});
const odd = {
  limited: 'ab',
  either: 2,
  closed: { n: 1.5 },
  byName: { a: 1 },
  list: [[true], []],
  both: { x: true, y: null },
};

/** Somewhere within a good value one thing is another, gone, or more. */
function spoiled(good: unknown, path: readonly number[], by: unknown): unknown {
  const [at, ...rest] = path;
  if (at === undefined || typeof good !== 'object' || good === null) return by;
  const keys = [...Object.keys(good), 'another'];
  const key = keys[at % keys.length] ?? '';
  if (by === undefined && rest.length === 0)
    return Array.isArray(good)
      ? good.slice(1)
      : Object.fromEntries(Object.entries(good).filter(([name]) => name !== key));
  const inner = spoiled((good as Record<string, unknown>)[key], rest, by);
  return Array.isArray(good)
    ? [...good.slice(0, at % (good.length + 1)), inner, ...good.slice((at % (good.length + 1)) + 1)]
    : { ...good, [key]: inner };
}

const VALUES = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom(undefined, null, -1, 0, 1.5, 2 ** 53, '', '0417', 'x'.repeat(300), [], {}),
);

test.each<[string, TSchema, unknown]>([
  ['the fleet', FleetAnswer, { server_ms: 1, tills: [till, { ...till, back_end: null }] }],
  ['a till', FleetTill, till],
  ['releases', ReleaseList, { releases: [] }],
  ['every word that is not known here', Odd, odd],
])('CON12 of %s the quick check says just what the library says', (_of, schema, good) => {
  const check = quickCheck(schema);
  expect([check(good), Value.Check(schema, good)]).toEqual([true, true]);
  const spoil = fc.tuple(fc.array(fc.nat(30), { maxLength: 5 }), VALUES);
  fc.assert(
    fc.property(fc.array(spoil, { minLength: 1, maxLength: 3 }), (spoils) => {
      const bad = spoils.reduce((value, [path, by]) => spoiled(value, path, by), good);
      expect(check(bad)).toBe(Value.Check(schema, bad));
    }),
    { numRuns: 2000 },
  );
});
