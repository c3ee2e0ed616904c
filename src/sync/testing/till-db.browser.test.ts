import { expect, test } from 'vitest';
import { TillDb } from '../adapters/till-db.ts';

/**
 * What each build that went out wrote to a till's disk; Dexie's version times ten is IndexedDB's. A line
 * is added with a version and none is ever changed: tills in shops still have it.
 */
const RELEASED: readonly Readonly<Record<string, string>>[] = [
  {
    docs: 'docId, businessDate, shiftId',
    one: 'name',
    ops: '[stream+seq]',
    parked: '[stream+seq]',
    pending: '[stream+seq]',
    rows: '[ds+k], ds',
    sites: 'site',
    streams: 'id',
  },
  { docs: 'docId, businessDate, docNo, finds*, shiftId' },
  { trainingDocs: 'docId, businessDate, docNo, finds*, shiftId' },
];
const schemaAt = (version: number): Record<string, string> =>
  Object.assign({}, ...RELEASED.slice(0, version)) as Record<string, string>;
const DEXIE = 10;

const answered = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('no database')));
  });

/** The database as a build of that version left it, made without any of our code. */
async function leftBy(
  name: string,
  version: number,
  schema = schemaAt(version),
): Promise<IDBDatabase> {
  const opening = indexedDB.open(name, version * DEXIE);
  opening.addEventListener('upgradeneeded', () => {
    for (const [table, spec] of Object.entries(schema)) {
      const [key = '', ...indexes] = spec.split(', ');
      const keyPath = key.startsWith('[') ? key.slice(1, -1).split('+') : key;
      const store = opening.result.createObjectStore(table, { keyPath });
      for (const index of indexes) {
        const at = index.replace('*', '');
        store.createIndex(at, at, { multiEntry: index.endsWith('*') });
      }
    }
  });
  return answered(opening);
}

/** As `RELEASED` writes it. */
function schemaOf(db: IDBDatabase): Record<string, string> {
  const names = [...db.objectStoreNames];
  const tx = db.transaction(names);
  return Object.fromEntries(
    names.map((name) => {
      const store = tx.objectStore(name);
      const { keyPath } = store;
      const key = Array.isArray(keyPath) ? `[${keyPath.join('+')}]` : String(keyPath);
      const indexes = [...store.indexNames].map((index) =>
        store.index(index).multiEntry ? `${index}*` : index,
      );
      return [name, [key, ...indexes].join(', ')];
    }),
  );
}

const SALE = { stream: 's', seq: 7, kind: 'sale', raw: new Uint8Array([1, 2, 3]) };
const DOC = { docId: 'd', businessDate: '2026-11-22', shiftId: 's1', docNo: '7', body: {} };
const BASKET = { name: 'basket', value: { lines: 2 } };

async function fill(db: IDBDatabase): Promise<void> {
  const tx = db.transaction(['ops', 'docs', 'one'], 'readwrite', { durability: 'strict' });
  tx.objectStore('ops').add(SALE);
  tx.objectStore('docs').add(DOC);
  tx.objectStore('one').add(BASKET);
  await new Promise((done) => tx.addEventListener('complete', done));
  db.close();
}

test('peers-49: the schema is what was released, version by version: none is edited in place', async () => {
  const db = new TillDb('till-schema');
  await db.open();
  expect(db.verno).toBe(RELEASED.length);
  expect(schemaOf(db.backendDB())).toEqual(schemaAt(RELEASED.length));
  db.close();
});

test.each(RELEASED.map((_, i) => i + 1))(
  'peers-49 peers-53: what a build of database version %i left opens with every unsent sale, and nobody clears anything by hand',
  async (version) => {
    const name = `till-left-by-${version}`;
    await fill(await leftBy(name, version));
    const db = new TillDb(name);
    await db.open();
    expect(await db.ops.toArray()).toEqual([SALE]);
    expect(await db.docs.toArray()).toEqual([DOC]);
    expect(await db.one.toArray()).toEqual([BASKET]);
    expect(schemaOf(db.backendDB())).toEqual(schemaAt(RELEASED.length));
    db.close();
  },
);

test('peers-47 peers-48: what a later build left opens too, and what this one writes it finds again', async () => {
  const name = 'till-left-by-later';
  const later = { ...schemaAt(RELEASED.length), laterTable: 'id' };
  await fill(await leftBy(name, RELEASED.length + 1, later));
  const db = new TillDb(name);
  await db.open();
  expect(await db.ops.toArray()).toEqual([SALE]);
  const next = { ...SALE, seq: 8 };
  await db.ops.add(next as never);
  db.close();
  const again = await answered(indexedDB.open(name));
  expect([...again.objectStoreNames]).toContain('laterTable');
  expect(await answered(again.transaction('ops').objectStore('ops').getAll())).toEqual([
    SALE,
    next,
  ]);
  again.close();
});
