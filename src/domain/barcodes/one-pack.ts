/** A scan that sold something. `atMs` is of any clock that does not jump. */
export type SeenScan = {
  readonly gtin14: string;
  readonly dimension: '1d' | '2d';
  readonly atMs: number;
};

/**
 * Whether two reads that follow one another are the line and the square of one pack (dom-B9). Two
 * reads of one kind are two packs, however fast they came.
 */
export function isOnePack(last: SeenScan, next: SeenScan, withinMs: number): boolean {
  const apart = next.atMs - last.atMs;
  return (
    last.gtin14 === next.gtin14 &&
    last.dimension !== next.dimension &&
    apart >= 0 &&
    apart < withinMs
  );
}
