import { Type, type Static } from 'typebox';
import { Id128, SeqOrZero, SeriesName } from '../../contracts/ids.ts';
import { parse } from '../../contracts/parse.ts';
import { isNewer } from '../../domain/oplog/series.ts';
import type { HostDb } from './host-db.ts';

const Marker = Type.Object({ stream: Id128, series: SeriesName, head_seq: SeqOrZero });
type Marker = Static<typeof Marker>;
const NAME = 'marker';

/** What this installation last wrote, apart from database and journal: a browser has no better place. */
export function browserMarker(db: HostDb) {
  const read = async (): Promise<Marker | undefined> => parse(Marker, await db.get(NAME));
  return {
    read,
    async note(marker: Marker): Promise<void> {
      if (isNewer(marker, await read())) await db.put(NAME, marker);
    },
  };
}
