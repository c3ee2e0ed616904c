import { open } from 'node:fs/promises';
import path from 'node:path';
import { Type, type Static } from 'typebox';
import { Id128, SeqOrZero, SeriesName } from '../../contracts/ids.ts';
import { parseJson } from '../../contracts/parse.ts';
import { readIfThere, writeDurably } from '../durable-file.ts';

/**
 * `marker.json`, outside the Chromium profile: what this installation last wrote and on which
 * machine, so that a wiped or copied till shows itself (D12). Padded to one size and one disk
 * sector, so that an update in place can never be half there.
 */
export const Marker = Type.Object({
  stream: Id128,
  series: SeriesName,
  head_seq: SeqOrZero,
  /** Hash of the machine's own id; absent where the machine tells none. */
  machine: Type.Optional(Type.String()),
});
export type Marker = Static<typeof Marker>;
/** The newest stream and how far it was written. */
export type Noted = Pick<Marker, 'stream' | 'series' | 'head_seq'>;

const MARKER_BYTES = 256;

export type MarkerFile = {
  /** Undefined where nothing was ever written, or what is there is no marker. */
  read(): Promise<(Noted & { other_machine: boolean }) | undefined>;
  /** A stream begins: on disk when it resolves. */
  begin(noted: Noted): Promise<void>;
  /** Cheap and not synced: a marker that is a little behind misleads nobody. */
  update(noted: Noted): Promise<void>;
};

/** A marker that cannot be read or written never stands in the way of a sale. */
export function markerFile(folder: string, machine: string | undefined): MarkerFile {
  const file = path.join(folder, 'marker.json');
  const text = (noted: Noted): string => {
    const marker: Marker = { ...noted, ...(machine === undefined ? {} : { machine }) };
    return `${JSON.stringify(marker).padEnd(MARKER_BYTES - 1)}\n`;
  };
  return {
    async read() {
      const bytes = await readIfThere(file);
      const marker = bytes && parseJson(Marker, Buffer.from(bytes).toString());
      if (marker === undefined) return undefined;
      const { machine: was, ...noted } = marker;
      // A machine that tells no id, now or then, proves nothing.
      const isOther = was !== undefined && machine !== undefined && was !== machine;
      return { ...noted, other_machine: isOther };
    },
    begin: async (noted) => void (await writeDurably(file, text(noted))),
    async update(noted) {
      if ((await readIfThere(file)) === undefined) return this.begin(noted);
      const handle = await open(file, 'r+');
      try {
        await handle.write(text(noted), 0);
      } finally {
        await handle.close();
      }
    },
  };
}
