// node pouch-server.mjs <port> <folder>: a PouchDB server over LevelDB; says "ready" once it listens.
import express from 'express';
import expressPouchDB from 'express-pouchdb';
import PouchDB from 'pouchdb';
import path from 'node:path';

const [port, folder] = process.argv.slice(2);
const Server = PouchDB.defaults({ prefix: `${folder}${path.sep}` });
const app = express();
app.use(
  '/',
  expressPouchDB(Server, {
    mode: 'minimumForPouchDB',
    inMemoryConfig: true,
    logPath: path.join(folder, 'log.txt'),
  }),
);
app.listen(Number(port), '127.0.0.1', () => process.stdout.write('ready\n'));
