import { err, ok, type Result } from '../../src/domain/result.ts';

/** One case of a `pos-vectors/1` file. Input and expectation are read by the adapter of its kind. */
export type VectorCase = {
  readonly id: string;
  readonly input: unknown;
  readonly expected: unknown;
};

export type VectorFile = { readonly kind: string; readonly cases: readonly VectorCase[] };

const FORMAT = 'pos-vectors/1';

/** Reads a vector file; the error is one line that says what is wrong with it. */
export function parseVectorFile(text: string): Result<VectorFile, string> {
  const json = parseJson(text);
  if (!json.ok) return json;
  const file = json.value;
  if (!isRecord(file)) return err('is not a JSON object');
  if (file['format'] !== FORMAT) {
    return err(`has format ${JSON.stringify(file['format'])}, expected "${FORMAT}"`);
  }
  const { kind, cases } = file;
  if (typeof kind !== 'string') return err('names no kind');
  if (!Array.isArray(cases) || cases.length === 0) return err('holds no cases');
  const parsed: VectorCase[] = [];
  for (const [at, item] of cases.entries()) {
    if (!isRecord(item) || typeof item['id'] !== 'string' || !('expected' in item)) {
      return err(`has a malformed case at position ${at + 1}`);
    }
    parsed.push({ id: item['id'], input: item['input'], expected: item['expected'] });
  }
  return ok({ kind, cases: parsed });
}

/** Whether a JSON value is an object with fields. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseJson(text: string): Result<unknown, string> {
  try {
    return ok(JSON.parse(text));
  } catch (error) {
    // The engine quotes the file, line breaks included; a refusal is one line.
    const reason = error instanceof Error ? error.message : String(error);
    return err(`is not JSON: ${reason.replace(/\s+/g, ' ')}`);
  }
}
