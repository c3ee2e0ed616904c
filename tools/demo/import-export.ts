import { readFile } from 'node:fs/promises';
import type { Problem } from '../../src/contracts/problem.ts';
import type { OpsAnswer } from '../../src/contracts/wire.ts';
import { webExportCipher } from '../../src/sync/adapters/web-export-cipher.ts';
import { importBody, type ReadExport } from '../../src/sync/core/export-body.ts';
import { openExport, type ExportTools } from '../../src/sync/core/export-seal.ts';
import { EXPORT_FAULTS } from '../../src/sync/core/export-words.ts';
import { badInput, DemoError } from './demo-error.ts';
import type { Desk } from './head-office.ts';

const tools: ExportTools = {
  utf8: (text) => Buffer.from(text),
  text: (bytes) => Buffer.from(bytes).toString(),
  base64: (bytes) => Buffer.from(bytes).toString('base64'),
  cipher: webExportCipher,
};
const ANSWER_MS = 60_000;

/** What head office needs to import: a site that runs, and its admin word. */
export type ImportDesk = Pick<Desk, 'region' | 'adminToken'> & {
  site: { id: string; url: string };
};

/** A till's export file into a site's log, batch by batch. Done twice it changes nothing. */
export async function importExport(desk: ImportDesk, file: string, code: string): Promise<string> {
  const bytes = await readFile(file).catch(() => {
    throw badInput(`there is no file ${file}`);
  });
  const opened = await openExport(tools, bytes, code, desk.region);
  if (!opened.ok) throw badInput(EXPORT_FAULTS[opened.error]);
  const { fresh, refusals } = await sendAll(desk, opened.value);
  const { till_id: tillId, ops } = opened.value.manifest;
  if (refusals.length > 0)
    throw new DemoError(`${tillId}: head office did not take ${refusals.join('; ')}`);
  return `${ops} records of till ${tillId} are at site ${desk.site.id}; ${fresh} were new there`;
}

/** A batch that is refused does not keep the others out. */
async function sendAll(desk: ImportDesk, { manifest, batches }: ReadExport) {
  let fresh = 0;
  const refusals: string[] = [];
  for (const batch of batches) {
    const answer = await fetch(new URL('/v1/admin/import', desk.site.url), {
      method: 'POST',
      headers: {
        authorization: `Bearer ${desk.adminToken}`,
        'content-type': 'application/x-ndjson',
      },
      body: Buffer.from(importBody(tools, manifest.credential, batch)),
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    const said = (await answer.json()) as OpsAnswer | Problem;
    if ('new' in said) fresh += said.new;
    else {
      const { from_seq: from, count } = batch.header;
      refusals.push(`${from} to ${from + count - 1} (${said.detail ?? said.title})`);
    }
  }
  return { fresh, refusals };
}
