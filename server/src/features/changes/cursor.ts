import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { DATASETS, type Dataset } from '../../../../src/contracts/datasets.ts';
import { SeqOrZero } from '../../../../src/contracts/ids.ts';
import { sha256Text } from '../../keys/ed25519.ts';
import type { ChangesVector } from './changes-vector.ts';

/** What one till may see: the datasets it asked for, and its own store's part of scoped ones. */
export type Scope = { store: string; datasets: readonly Dataset[] };

const Cursor = Type.Object({
  v: Type.Literal(1),
  scope: Type.String(),
  vec: Type.Record(Type.String({ pattern: '^[A-Z]:[A-Z]-[a-z0-9]{8,16}$' }), SeqOrZero, {
    additionalProperties: false,
  }),
});
const check = Compile(Cursor);
const MAX_CURSOR_CHARS = 4096;

/** Short mark of a scope; a cursor made under another one starts again (D15). */
function scopeMark(scope: Scope): string {
  return sha256Text(`${scope.store}\n${scope.datasets.join(',')}`).slice(0, 12);
}

/** Datasets of a `datasets=` list in their fixed order; undefined where a name is unknown. */
export function parseDatasets(text: string | undefined): readonly Dataset[] | undefined {
  if (text === undefined) return DATASETS;
  const asked = new Set(text.split(','));
  const known = DATASETS.filter((ds) => asked.has(ds));
  return known.length === asked.size ? known : undefined;
}

/** Opaque to the till; a position for each origin and incarnation, so it holds at either site. */
export function encodeCursor(scope: Scope, vec: ChangesVector): string {
  return Buffer.from(JSON.stringify({ v: 1, scope: scopeMark(scope), vec })).toString('base64url');
}

/** The positions inside; undefined for a missing, damaged or foreign cursor: the till resets. */
export function decodeCursor(scope: Scope, text: string | undefined): ChangesVector | undefined {
  if (text === undefined || text.length > MAX_CURSOR_CHARS) return undefined;
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    return check.Check(value) && value.scope === scopeMark(scope) ? value.vec : undefined;
  } catch {
    return undefined;
  }
}
