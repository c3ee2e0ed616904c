/** Answers of the host nest bytes at most this deep: answer → journal lines → line → raw. */
const DEEPEST = 4;

/**
 * Buffers inside a message that may be moved instead of copied. A view of a larger buffer is left to
 * be copied: moving it would take bytes that belong to someone else.
 */
export function transferablesOf(value: unknown, depth = 0): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  collect(value, depth, found);
  return [...found];
}

function collect(value: unknown, depth: number, found: Set<ArrayBuffer>): void {
  if (value instanceof Uint8Array) {
    const { buffer } = value;
    if (buffer instanceof ArrayBuffer && buffer.byteLength === value.byteLength) found.add(buffer);
    return;
  }
  if (typeof value !== 'object' || value === null || depth >= DEEPEST) return;
  for (const part of Object.values(value)) collect(part, depth + 1, found);
}
