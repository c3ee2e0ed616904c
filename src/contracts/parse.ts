import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';

/** The value if it has the schema's shape, else undefined. Parse once at each border, trust the type inside. */
export function parse<S extends TSchema>(schema: S, value: unknown): Static<S> | undefined {
  return Value.Check(schema, value) ? value : undefined;
}

/** JSON text to a checked value; undefined for broken JSON and wrong shapes alike. */
export function parseJson<S extends TSchema>(schema: S, text: string): Static<S> | undefined {
  try {
    return parse(schema, JSON.parse(text));
  } catch {
    return undefined;
  }
}
