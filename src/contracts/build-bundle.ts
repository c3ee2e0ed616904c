import { Type, type Static } from 'typebox';
import { BuildVersion } from './build-feed.ts';

/** Plain names below the build's folder: no way up, nothing hidden, nothing that a disk reads otherwise. */
const BundlePath = Type.String({
  pattern: '^[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*){0,8}$',
  maxLength: 200,
});

/** Unpacked, as bytes of JSON; ours are a tenth of it. */
export const LARGEST_BUNDLE_BYTES = 200 * 1024 * 1024;

/**
 * A build as it travels: gzip of this as JSON. Main, preload and pages of one build, alike on every
 * platform; Electron itself comes with the installer.
 */
export const BuildBundle = Type.Object({
  v: Type.Literal(1),
  version: BuildVersion,
  files: Type.Array(
    Type.Object({ path: BundlePath, base64: Type.String({ pattern: '^[A-Za-z0-9+/]*={0,2}$' }) }),
    { minItems: 1, maxItems: 2000 },
  ),
});
export type BuildBundle = Static<typeof BuildBundle>;

/** Without one of these there is nothing to start. */
export const BUNDLE_NEEDS = [
  'package.json',
  'dist/main/main.cjs',
  'dist/preload/preload.cjs',
  'dist/renderer/index.html',
] as const;
