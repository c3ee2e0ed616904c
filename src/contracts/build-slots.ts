import { Type, type Static } from 'typebox';
import { BuildFault, BuildHash, BuildVersion } from './build-feed.ts';
import { Ms } from './ids.ts';

/** A build that lies on this machine; no hash and no folder: the one that the installer brought. */
export const BuildSlot = Type.Object({
  version: BuildVersion,
  hash: Type.Union([BuildHash, Type.Null()]),
  /** Name below the folder of builds. */
  folder: Type.Union([Type.String({ pattern: '^[a-z0-9.-]{1,80}$' }), Type.Null()]),
});
export type BuildSlot = Static<typeof BuildSlot>;

/** A build that was left again by itself. */
export const FailedBuild = Type.Object({
  version: BuildVersion,
  hash: Type.Union([BuildHash, Type.Null()]),
  why: BuildFault,
});
export type FailedBuild = Static<typeof FailedBuild>;
/** More than a machine meets; an old one may be tried again. */
export const MOST_FAILED = 50;

/**
 * Which build this machine starts, which one it came from, and which one waits; `book.json` in the folder
 * of builds. Builds of many versions read it: fields are only ever added.
 */
export const SlotBook = Type.Object({
  v: Type.Literal(1),
  now: BuildSlot,
  /** Kept to go back to. */
  before: Type.Union([BuildSlot, Type.Null()]),
  /** Of a build that never said that it is well: how often it was started. */
  trial: Type.Union([Type.Object({ starts: Type.Integer({ minimum: 0 }) }), Type.Null()]),
  /** Whole and checked; waits for its moment. */
  next: Type.Union([BuildSlot, Type.Null()]),
  /** The last build that was left again by itself; the same bytes are not taken again. */
  failed: Type.Union([FailedBuild, Type.Null()]),
  /** Those before it, newest first; absent in books of before. */
  failed_before: Type.Optional(Type.Array(FailedBuild, { maxItems: MOST_FAILED })),
  /** How much of each site's words the last obeyed answer knew. */
  sequence: Type.Record(Type.String(), Ms),
});
export type SlotBook = Static<typeof SlotBook>;
