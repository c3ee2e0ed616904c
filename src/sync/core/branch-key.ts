/**
 * Two copies of a stream that diverged are both kept and both sent (D9). The store knows an op by
 * stream and seq, so the second branch lies under a key of its own; on the wire it is its stream.
 */
export function branchKey(stream: string, ordinal: number): string {
  return `${stream}~${ordinal}`;
}

/** The stream that a key names on the wire. */
export function wireStream(key: string): string {
  const [stream = key] = key.split('~', 1);
  return stream;
}

export function isBranch(key: string): boolean {
  return key.includes('~');
}
