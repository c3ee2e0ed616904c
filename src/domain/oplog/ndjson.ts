const LF = 10;

/**
 * Splits at LF only, keeping every other byte (CR too): ops are hashed as they stand.
 * A last line without LF is returned as `rest`: a batch cut mid-line shows itself.
 */
export function splitLines(bytes: Uint8Array): { lines: Uint8Array[]; rest: Uint8Array } {
  const lines: Uint8Array[] = [];
  let start = 0;
  for (let end = bytes.indexOf(LF); end >= 0; end = bytes.indexOf(LF, start)) {
    lines.push(bytes.subarray(start, end));
    start = end + 1;
  }
  return { lines, rest: bytes.subarray(start) };
}

/** Lines joined, each ended by LF. */
export function joinLines(lines: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(lines.reduce((sum, line) => sum + line.length + 1, 0));
  let at = 0;
  for (const line of lines) {
    out.set(line, at);
    out[at + line.length] = LF;
    at += line.length + 1;
  }
  return out;
}
