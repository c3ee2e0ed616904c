import { EnvelopeLine } from '../../src/contracts/wire.ts';
import { parseJson } from '../../src/contracts/parse.ts';
import { TillCredential } from '../../src/contracts/region.ts';
import { deriveOpId, deriveStreamId } from '../../src/domain/oplog/op-id.ts';
import { webExportCipher } from '../../src/sync/adapters/web-export-cipher.ts';
import type { ReadBatch } from '../../src/sync/core/export-body.ts';
import { exportFace, openExport, type ExportTools } from '../../src/sync/core/export-seal.ts';
import { EXPORT_FAULTS } from '../../src/sync/core/export-words.ts';
import { publicKeyFromText, sha256, verifyText } from '../../server/src/keys/ed25519.ts';
import { peekToken } from '../../server/src/keys/signed-token.ts';
import type { JournalReport } from './verify-journal.ts';

const tools: ExportTools = {
  utf8: (text) => Buffer.from(text),
  text: (bytes) => Buffer.from(bytes).toString(),
  base64: (bytes) => Buffer.from(bytes).toString('base64'),
  cipher: webExportCipher,
};

/**
 * The entries of an export file that head office did not have yet, opened with its code: each batch runs
 * down one chain and ends in the signature of the till whose credential lies in the file.
 */
export async function verifyExport(bytes: Uint8Array, code: string): Promise<JournalReport> {
  const report: JournalReport = { till: '', stream: '', files: 1, entries: 0, head: '' };
  const face = exportFace(tools, bytes);
  if (!face.ok) return { ...report, bad: EXPORT_FAULTS[face.error] };
  const opened = await openExport(tools, bytes, code, face.value.face.region);
  if (!opened.ok) return { ...report, bad: EXPORT_FAULTS[opened.error] };
  const { manifest, batches } = opened.value;
  const till = manifest.till_id;
  const key = publicKeyFromText(peekToken(TillCredential, manifest.credential)?.key ?? '');
  if (key === undefined) return { ...report, till, bad: 'its credential names no key' };
  let entries = 0;
  let head = '';
  for (const batch of batches) {
    const { stream, last_op_id: last, last_sig: sig = '' } = batch.header;
    const said = { ...report, till, stream, entries, head };
    if (deriveStreamId(sha256, till, batch.salt) !== stream)
      return { ...said, bad: `stream ${stream} is not one of till ${till}` };
    const bad = badEntry(batch);
    if (bad !== undefined) return { ...said, bad };
    if (!verifyText(key, 'op', last, sig))
      return { ...said, bad: `entry ${lastSeq(batch)} of ${stream}: the till did not sign it` };
    [entries, head] = [entries + batch.lines.length, last];
  }
  return { ...report, till, stream: batches.at(-1)?.header.stream ?? '', entries, head };
}

const lastSeq = ({ header, lines }: ReadBatch): number => header.from_seq + lines.length - 1;

/** The first entry whose place, bytes and id do not make each other; a batch names its last id alone. */
function badEntry({ header, lines }: ReadBatch): string | undefined {
  let prev = header.prev_op_id;
  for (const [at, line] of lines.entries()) {
    const seq = header.from_seq + at;
    const envelope =
      header.form === undefined ? undefined : parseJson(EnvelopeLine, tools.text(line));
    if (header.form !== undefined && envelope === undefined)
      return `entry ${seq} of ${header.stream}: it is no journal entry`;
    const raw = envelope === undefined ? line : Buffer.from(envelope.bytes, 'base64');
    prev = deriveOpId(sha256, prev, header.stream, seq, raw);
    if (envelope !== undefined && envelope.op_id !== prev)
      return `entry ${seq} of ${header.stream}: its id says ${envelope.op_id}, its bytes make ${prev}`;
  }
  if (prev === header.last_op_id) return undefined;
  const from = header.from_seq;
  const range = `one of the entries ${from} to ${from + lines.length - 1} of ${header.stream}`;
  return `${range} was changed: they end in ${prev}, the till told ${header.last_op_id}`;
}
