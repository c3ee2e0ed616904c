import { Type, type Static } from 'typebox';
import { Id128, SeqOrZero } from '../../contracts/ids.ts';
import { parse } from '../../contracts/parse.ts';
import { toBase64url } from '../../domain/oplog/base64url.ts';
import type { HostDb } from './host-db.ts';

const Marker = Type.Object({ stream: Id128, install_id: Type.String(), head_seq: SeqOrZero });
type Marker = Static<typeof Marker>;
const NAME = 'marker';

/** What this installation last wrote, apart from database and journal: a browser has no better place. */
export function browserMarker(db: HostDb) {
  const read = async (): Promise<Marker | undefined> => parse(Marker, await db.get(NAME));
  return {
    read,
    async note(stream: string, head_seq: number): Promise<void> {
      const random = crypto.getRandomValues(new Uint8Array(16));
      const install_id = (await read())?.install_id ?? toBase64url(random);
      await db.put(NAME, { stream, install_id, head_seq });
    },
  };
}
