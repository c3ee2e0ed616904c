import path from 'node:path';
import { Type, type Static } from 'typebox';
import { LastZTold } from '../../contracts/end-of-day.ts';
import { parseJson } from '../../contracts/parse.ts';
import { SignedToken } from '../../contracts/region.ts';
import { StoreProfile } from '../../contracts/store-profile.ts';
import { readIfThere, writeDurably, type WriteResult } from '../durable-file.ts';

/** `identity.json`: what head office said this till is, signed, without the key that proves it. */
export const IdentityFile = Type.Object({
  v: Type.Literal(1),
  region_file: SignedToken,
  credential: SignedToken,
  profile: StoreProfile,
  last_z: Type.Optional(LastZTold),
});
export type IdentityFile = Static<typeof IdentityFile>;

export function identityFile(folder: string) {
  const file = path.join(folder, 'identity.json');
  return {
    /** Undefined where the till was never enrolled or the file cannot be read as one. */
    async load(): Promise<IdentityFile | undefined> {
      const bytes = await readIfThere(file);
      return bytes === undefined
        ? undefined
        : parseJson(IdentityFile, Buffer.from(bytes).toString());
    },
    save: (identity: IdentityFile): Promise<WriteResult> =>
      writeDurably(file, `${JSON.stringify(identity, null, 2)}\n`, 0o600),
  };
}
