import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PROTOCOL_VERSION } from '../../../src/contracts/protocol-version.ts';
import { startPair } from '../../../tools/region/site-pair.ts';
import { finishRequest } from '../fuzz/finish-request.ts';
import { meetSite } from '../fuzz/fuzz-site.ts';
import { openRawClient } from '../fuzz/raw-client.ts';
import type { OpenApi } from '../openapi-document.ts';
import {
  frozenDocument,
  requestsToFreeze,
  type FrozenBorder,
  type FrozenRequest,
} from './frozen-border.ts';
import { readSchema } from './read-schema.ts';

/*
 * npm run freeze:border, at every release and never between two: from then on the
 * border of that release is what `npm test` holds the next version against.
 */

const dir = mkdtempSync(path.join(tmpdir(), 'evertill-freeze-'));
chmodSync(dir, 0o755);
const pair = await startPair(dir, { webWorkers: 1 });
try {
  const met = await meetSite(pair);
  const client = openRawClient(met.port, 10_000);
  const requests: FrozenRequest[] = [];
  for (const { draft, frozen } of requestsToFreeze(met)) {
    const answer = await client.ask(finishRequest(draft, met.by, Date.now()));
    if (answer.kind !== 'answer') throw new Error(`${draft.path}: ${answer.kind}`);
    requests.push({ ...frozen, status: answer.status });
  }
  client.close();
  const document = (await (await fetch(new URL('/openapi.json', pair.a.url))).json()) as OpenApi;
  const border: FrozenBorder = {
    protocol: PROTOCOL_VERSION,
    openapi: frozenDocument(document),
    requests,
    schema: await readSchema(pair.a.postgres.url),
  };
  const file = path.join(import.meta.dirname, 'fixtures', 'border.json');
  writeFileSync(file, `${JSON.stringify(border, null, 2)}\n`);
  process.stdout.write(`${requests.length} requests frozen in ${file}\n`);
} finally {
  await pair.stop();
  rmSync(dir, { recursive: true, force: true });
}
