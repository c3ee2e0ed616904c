import type { ArchiveManifest } from './archive-manifest.ts';

/** What of its days is not in an archive, a line each; none: it is whole. */
export function lacksOf({ dropped = [], waiting, streams }: ArchiveManifest): string[] {
  const voids = streams.filter((stream) => stream.voids > 0);
  return [
    ...dropped.map(
      ({ till_id: till, stream, up_to_seq: upTo, before }) =>
        `till ${till}, stream ${stream}: its ops up to ${upTo}, of days before ${before}, were dropped`,
    ),
    ...[...Map.groupBy(waiting, ({ stream }) => stream)].map(
      ([stream, list]) =>
        `stream ${stream}: ${list.length} ops stand above a gap, the first is ${list[0]?.seq ?? 0}`,
    ),
    ...voids.map(
      ({ till_id: till, stream, voids: count }) =>
        `till ${till}, stream ${stream}: ${count} ops are lost, only their places are here`,
    ),
  ];
}
