import type { ChangeRow } from '../../../contracts/wire.ts';
import type { Segment } from '../head-office/fetch-snapshots.ts';
import { openSegment, type PullSink } from '../head-office/pull-changes.ts';
import type { CatalogueDb } from './catalogue-db.ts';
import { CatalogueIndex } from './catalogue-index.ts';

/** Articles and prices: segments and deltas on disk, one index in memory. */
export class Catalogue {
  index: CatalogueIndex;
  ready = false;
  loadedPercent = 0;
  updatedMs: number | undefined;
  /** Resolves when what is on disk can be asked, however little it is; rejects where it cannot be read. */
  opened: Promise<void> = Promise.resolve();
  private readonly db: CatalogueDb;
  private readonly zone: string;
  /** Segments of a snapshot that has not come whole. */
  private readonly arrived = new Map<string, Segment>();
  private readonly changed: () => void;

  constructor(db: CatalogueDb, zone: string, changed: () => void) {
    this.db = db;
    this.zone = zone;
    this.changed = changed;
    this.index = new CatalogueIndex(zone);
  }

  /** Begins to read what is on disk; whoever asks for articles waits for `opened`. */
  open(): void {
    this.opened = this.load();
  }

  private async load(): Promise<void> {
    await this.fillFrom(await this.db.segments.toArray());
  }

  /** One index of these segments and the newer rows on disk. */
  private async fillFrom(segments: readonly Segment[]): Promise<void> {
    const index = new CatalogueIndex(this.zone);
    for (const [i, s] of segments.entries()) {
      await fill(index, s);
      this.report(i + 1, segments.length);
    }
    for (const d of await this.db.deltas.toArray())
      index.put(d.ds, { ...d, v: d.v === null ? null : JSON.parse(d.v) });
    this.updatedMs = (await this.db.meta.get('updated'))?.value as number | undefined;
    this.index = index;
    this.ready = index.size > 0;
    this.changed();
  }

  private report(done: number, of: number): void {
    const percent = Math.floor((100 * done) / of);
    if (percent === this.loadedPercent) return;
    this.loadedPercent = percent;
    this.changed();
  }

  /** How the sync loop's pull lane fills this catalogue. */
  sink(now: () => number): PullSink {
    return {
      datasets: ['article', 'price'],
      cursor: async () => (await this.db.meta.get('cursor'))?.value as string | undefined,
      apply: (changes, cursor) => this.apply(changes, cursor, now()),
      reset: (segments, changes, cursor) => this.reset(segments, changes, cursor, now()),
      held: async (hashes) => {
        const found = await this.db.segments.bulkGet([...hashes]);
        const known = found.flatMap((s) => (s === undefined ? [] : [s]));
        return new Map([...known, ...this.arrived.values()].map((s) => [s.hash, s.bytes]));
      },
      keep: (segment) => void this.arrived.set(segment.hash, segment),
      progress: (done, of) => this.report(done, of),
    };
  }

  private async apply(changes: readonly ChangeRow[], cursor: string, now: number): Promise<void> {
    const { db } = this;
    // Rows that came while it is read would be in neither the old index nor the new one.
    await this.opened;
    await db.transaction('rw', [db.deltas, db.meta], async () => {
      const keys = changes.map((c): [string, string] => [c.ds, c.k]);
      const known = await db.deltas.bulkGet(keys);
      const newer = changes.filter((c, i) => beats(c, known[i]));
      await db.deltas.bulkPut(newer.map(({ ds, k, v, hlc, o }) => ({ ds, k, v, hlc, o })));
      await db.meta.bulkPut([
        { name: 'cursor', value: cursor },
        { name: 'updated', value: now },
      ]);
    });
    for (const c of changes)
      this.index.put(c.ds, {
        k: c.k,
        v: c.v === null ? null : JSON.parse(c.v),
        hlc: c.hlc,
        o: c.o,
      });
    this.updatedMs = now;
    this.changed();
  }

  private async reset(
    segments: readonly Segment[],
    changes: readonly ChangeRow[],
    cursor: string,
    now: number,
  ): Promise<void> {
    const { db } = this;
    await this.opened;
    await db.transaction('rw', [db.segments, db.deltas, db.meta], async () => {
      await db.segments.clear();
      await db.deltas.clear();
      await db.segments.bulkPut([...segments]);
    });
    this.arrived.clear();
    await this.apply(changes, cursor, now);
    await this.fillFrom(segments);
    this.ready = true;
    this.changed();
  }
}

function beats(c: ChangeRow, known: { hlc: number; o: string } | undefined): boolean {
  return known === undefined || c.hlc > known.hlc || (c.hlc === known.hlc && c.o > known.o);
}

async function fill(index: CatalogueIndex, segment: Segment): Promise<void> {
  const rows = await openSegment(segment.bytes);
  index.fill(
    segment.ds,
    rows.map(([k, v, hlc, o]) => ({ k, v, hlc, o })),
  );
}
