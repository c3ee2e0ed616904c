// node pouch-drain.mjs <server url> <folder> <count> <batch> <template JSON>: stores documents like
// the template, then replicates them; prints {"ms", "docs", "bytes"}.
import PouchDB from 'pouchdb';
import path from 'node:path';

const [url, folder, count, batch, template] = process.argv.slice(2);
const local = new PouchDB(path.join(folder, 'till'), { auto_compaction: false });
const one = JSON.parse(template);
const docs = Array.from({ length: Number(count) }, (_, i) => ({
  _id: `sale-${String(i).padStart(8, '0')}`,
  ...one,
  seq: i + 1,
}));
for (let at = 0; at < docs.length; at += 1000) await local.bulkDocs(docs.slice(at, at + 1000));
const began = performance.now();
const done = await local.replicate.to(`${url}/sales`, {
  batch_size: Number(batch),
  batches_limit: 10,
});
const ms = performance.now() - began;
const bytes = Buffer.byteLength(JSON.stringify(docs[0]));
process.stdout.write(`${JSON.stringify({ ms, docs: done.docs_written, bytes })}\n`);
process.exit(0);
