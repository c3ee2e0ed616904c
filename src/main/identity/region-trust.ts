import { parseJson } from '../../contracts/parse.ts';
import { openRegion, type TrustedRegion } from '../../contracts/read-token.ts';
import { RegionTrust } from '../../contracts/region.ts';
import { readIfThere } from '../durable-file.ts';
import { nodeTokenTools } from './token-tools.ts';

export type RegionFound =
  | { ok: true; region: TrustedRegion }
  | { ok: false; reason: 'no-region-file' | 'bad-region-file'; file: string };

/**
 * The region this machine was installed for: the first of the files that is there. One that is there
 * but not signed by its issuer stops the search: trust must not depend on a broken file's luck.
 */
export async function findRegion(files: readonly string[]): Promise<RegionFound> {
  for (const file of files) {
    const bytes = await readIfThere(file);
    if (bytes === undefined) continue;
    const trust = parseJson(RegionTrust, Buffer.from(bytes).toString());
    const region = trust === undefined ? undefined : await openRegion(nodeTokenTools, trust);
    return region === undefined
      ? { ok: false, reason: 'bad-region-file', file }
      : { ok: true, region };
  }
  return { ok: false, reason: 'no-region-file', file: files.at(-1) ?? '' };
}
