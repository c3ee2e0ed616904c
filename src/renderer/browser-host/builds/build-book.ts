import { SlotBook } from '../../../contracts/build-slots.ts';
import { parse } from '../../../contracts/parse.ts';
import type { HostDb } from '../host-db.ts';

/** Which build this browser starts, which it came from and which one waits; the page and its service worker share it. */
export type BuildBook = {
  /** Undefined where there is none, or none that can be read: then the page that was kept starts. */
  read(): Promise<SlotBook | undefined>;
  /** One change after the other, whoever makes them; on disk when it resolves. `undefined` changes nothing. */
  change(make: (book: SlotBook | undefined) => SlotBook | undefined): Promise<SlotBook | undefined>;
};

const NAME = 'build-book';

export function openBuildBook(db: HostDb): BuildBook {
  const read = async (): Promise<SlotBook | undefined> => parse(SlotBook, await db.get(NAME));
  return {
    read,
    change: (make) =>
      navigator.locks.request('evertill-build-book', async () => {
        const held = await read();
        const next = make(held);
        if (next !== undefined && JSON.stringify(next) !== JSON.stringify(held))
          await db.put(NAME, next);
        return next ?? held;
      }),
  };
}
