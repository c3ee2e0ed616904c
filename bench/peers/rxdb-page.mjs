// Runs in a page: stores documents like the template with RxDB over IndexedDB (its Dexie storage), then
// replicates them by RxDB's own protocol to `/push`. Answers ms from the start of the replication.
import { createRxDatabase } from 'rxdb/plugins/core';
import { replicateRxCollection } from 'rxdb/plugins/replication';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';

const INSERTED_AT_A_TIME = 1000;
const schema = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: 40 },
    seq: { type: 'number' },
    body: { type: 'string' },
  },
};

globalThis.rxdbDrain = async ({ name, count, batch, template }) => {
  const db = await createRxDatabase({ name, storage: getRxStorageDexie() });
  const { sales } = await db.addCollections({ sales: { schema } });
  const docs = Array.from({ length: count }, (_, i) => ({
    ...template,
    id: `${name}-${String(i).padStart(8, '0')}`,
    seq: i + 1,
  }));
  for (let at = 0; at < count; at += INSERTED_AT_A_TIME)
    await sales.bulkInsert(docs.slice(at, at + INSERTED_AT_A_TIME));
  const began = performance.now();
  const replication = replicateRxCollection({
    collection: sales,
    replicationIdentifier: name,
    live: false,
    push: {
      batchSize: batch,
      async handler(rows) {
        const body = JSON.stringify(rows.map(({ newDocumentState }) => newDocumentState));
        const answer = await fetch('/push', { method: 'POST', body });
        if (!answer.ok) throw new Error(`push answered ${answer.status}`);
        return [];
      },
    },
  });
  await replication.awaitInitialReplication();
  const ms = performance.now() - began;
  await db.remove();
  return { ms, bytes: JSON.stringify(docs[0]).length };
};
