/** `part` of a file's bytes, both ends counted; `whole` where none or another unit is asked for. */
export type ByteRange =
  { kind: 'whole' } | { kind: 'part'; from: number; to: number } | { kind: 'none' };

/** One range of bytes (RFC 9110, 14.1.2); of several, or of words that are no range, the whole is given. */
export function byteRange(header: string | undefined, size: number): ByteRange {
  const found = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '');
  const [, first = '', last = ''] = found ?? [];
  if (found === null || (first === '' && last === '')) return { kind: 'whole' };
  const from = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const to = first === '' || last === '' ? size - 1 : Math.min(size - 1, Number(last));
  if (first !== '' && last !== '' && Number(last) < from) return { kind: 'whole' };
  return from > to ? { kind: 'none' } : { kind: 'part', from, to };
}
