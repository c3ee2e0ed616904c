import { open } from 'node:fs/promises';
import path from 'node:path';
import { Type, type Static } from 'typebox';
import { Id128, SeqOrZero } from '../../contracts/ids.ts';
import { parseJson } from '../../contracts/parse.ts';
import { readIfThere, writeDurably } from '../durable-file.ts';

/**
 * `marker.json`, outside the Chromium profile: what this installation last wrote, so that a wiped or
 * cloned profile shows itself. Padded to one size and one disk sector, so that an update in place
 * can never be half there.
 */
export const Marker = Type.Object({
  stream: Id128,
  install_id: Type.String(),
  head_seq: SeqOrZero,
});
export type Marker = Static<typeof Marker>;

const MARKER_BYTES = 256;

export type MarkerFile = {
  read(): Promise<Marker | undefined>;
  /** A stream begins: on disk when it resolves. */
  begin(stream: string, headSeq: number): Promise<void>;
  /** Cheap and not synced: a marker that is a little behind misleads nobody. */
  update(stream: string, headSeq: number): Promise<void>;
};

/** A marker that cannot be read or written never stands in the way of a sale. */
export function markerFile(folder: string, newInstallId: () => string): MarkerFile {
  const file = path.join(folder, 'marker.json');
  const read = async (): Promise<Marker | undefined> => {
    const bytes = await readIfThere(file);
    return bytes === undefined ? undefined : parseJson(Marker, Buffer.from(bytes).toString());
  };
  return {
    read,
    async begin(stream, head_seq) {
      const install_id = (await read())?.install_id ?? newInstallId();
      await writeDurably(file, markerText({ stream, install_id, head_seq }));
    },
    async update(stream, head_seq) {
      const old = await read();
      if (old === undefined) return this.begin(stream, head_seq);
      const handle = await open(file, 'r+');
      try {
        await handle.write(markerText({ ...old, stream, head_seq }), 0);
      } finally {
        await handle.close();
      }
    },
  };
}

function markerText(marker: Marker): string {
  return `${JSON.stringify(marker).padEnd(MARKER_BYTES - 1)}\n`;
}
