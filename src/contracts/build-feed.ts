import { Type, type Static } from 'typebox';
import { Id128, Ms, RegionId, SiteId, TillId } from './ids.ts';

/** `0.2.0`, `0.2.0-rc.1`: semantic versions, so that what is forward and what is back can be told. */
export const BuildVersion = Type.String({
  pattern:
    '^(0|[1-9]\\d{0,5})\\.(0|[1-9]\\d{0,5})\\.(0|[1-9]\\d{0,5})(-[a-z0-9]+(\\.[a-z0-9]+)*)?$',
  maxLength: 40,
});
/** What a till runs on; it names the manifest as electron-updater's generic provider does. */
export const BUILD_MANIFESTS = { win32: 'latest.yml', linux: 'latest-linux.yml' } as const;
export const BuildPlatform = Type.Union([Type.Literal('win32'), Type.Literal('linux')]);
export type BuildPlatform = Static<typeof BuildPlatform>;

/** Base64url SHA-512: a file's bytes and its address. */
export const BuildHash = Type.String({ pattern: '^[A-Za-z0-9_-]{86}$' });
/** Bytes of every part of a file but the last. */
export const BUILD_PART_BYTES = 512 * 1024;
/** No build of ours is near it. */
export const LARGEST_BUILD_BYTES = 512 * 1024 * 1024;

export const BuildFile = Type.Object({
  platform: BuildPlatform,
  name: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$' }),
  hash: BuildHash,
  size: Type.Integer({ minimum: 1, maximum: LARGEST_BUILD_BYTES }),
});
export type BuildFile = Static<typeof BuildFile>;

/** Row of the change log under `build`, key `build/<version>`: what was published. Never changed. */
export const BuildRow = Type.Object({
  v: Type.Literal(1),
  version: BuildVersion,
  at_ms: Ms,
  files: Type.Array(BuildFile, { minItems: 1, maxItems: 2 }),
});
export type BuildRow = Static<typeof BuildRow>;
/** Row under `build`, key `champion`. */
export const ChampionRow = Type.Object({ v: Type.Literal(1), version: BuildVersion });
export type ChampionRow = Static<typeof ChampionRow>;

/** Longest manifest that a till reads. */
export const LONGEST_MANIFEST = 16_384;

/**
 * What a site signs for one answer to one till, purpose `build`: nothing of it can be played again, to
 * another till or of another moment (BLD3).
 */
export const BuildWord = Type.Object({
  v: Type.Literal(1),
  region: RegionId,
  site: SiteId,
  store: Type.String({ pattern: '^[0-9]{4}$' }),
  till_id: TillId,
  platform: BuildPlatform,
  /** Of the question. */
  nonce: Id128,
  /** Newest stamp of each site's words on builds that this answer knew (BLD4). */
  sequence: Type.Record(Type.String(), Ms),
  /** Absent: the champion. */
  release: Type.Optional(Type.String()),
  version: BuildVersion,
  file: BuildFile,
  /** Base64url SHA-256 of the manifest's lines above the signature. */
  manifest: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }),
});
export type BuildWord = Static<typeof BuildWord>;

const BUILD_FAULTS = ['crash', 'hang', 'damaged'] as const;
/** Why a build was left again: its start ended, it never said that it is well, it is not whole. */
export const BuildFault = Type.Unsafe<BuildFault>(
  Type.Union(BUILD_FAULTS.map((why) => Type.Literal(why))),
);
export type BuildFault = (typeof BUILD_FAULTS)[number];

/** Fetched, and could not be kept: the browser or the disk gives no room for it. */
export const BuildHeldUp = Type.Literal('no-room');
export type BuildHeldUp = Static<typeof BuildHeldUp>;

/** What a till says with each question. */
export const BuildAsk = Type.Object({
  nonce: Id128,
  /** What it runs now. */
  build: BuildVersion,
  /** The last build that it came back from by itself, and why. */
  failed: Type.Optional(BuildVersion),
  why: Type.Optional(BuildFault),
  /** What head office last wanted it to run and it does not take, since it failed here before. */
  refuses: Type.Optional(BuildVersion),
  /** Why what head office wants is not on its way: fetched, it could not be kept on this disk. */
  held_up: Type.Optional(BuildHeldUp),
});
export type BuildAsk = Static<typeof BuildAsk>;

/** Last line of a manifest: a comment to YAML. */
export const SIGNATURE_LINE = '# evertill-build: ';

const Words = Type.String({ pattern: '^[^\\u0000-\\u001f\\u007f]{1,200}$' });
/** Puts a build on offer; its files' parts are there already. Published twice alike is once. */
export const PublishBuild = Type.Object({
  who: Words,
  version: BuildVersion,
  files: Type.Array(BuildFile, { minItems: 1, maxItems: 2 }),
});
export type PublishBuild = Static<typeof PublishBuild>;
export const MakeChampion = Type.Object({ who: Words, version: BuildVersion });
export type MakeChampion = Static<typeof MakeChampion>;

/** Builds and tills as head office has them. */
export const BuildsView = Type.Object({
  champion: Type.Union([BuildVersion, Type.Null()]),
  builds: Type.Array(
    Type.Object({
      version: BuildVersion,
      at_ms: Ms,
      files: Type.Array(BuildFile),
      /** Every file lies at this site, whole. */
      here: Type.Boolean(),
    }),
  ),
  tills: Type.Array(
    Type.Object({
      till_id: Type.String(),
      store: Type.String(),
      build: Type.String(),
      asked_ms: Ms,
      /** Has not asked this site for longer than a till is silent (26 h). */
      silent: Type.Boolean(),
      failed: Type.Union([Type.String(), Type.Null()]),
      why: Type.Union([Type.String(), Type.Null()]),
      /** What it was last told to run and does not take. */
      refuses: Type.Optional(Type.Union([Type.String(), Type.Null()])),
    }),
  ),
});
export type BuildsView = Static<typeof BuildsView>;
