import {
  EXPORT_FORMAT,
  ExportBatchHead,
  ExportManifest,
  type ImportHead,
} from '../../contracts/export-file.ts';
import { parseJson } from '../../contracts/parse.ts';
import type { OpsHeader } from '../../contracts/wire.ts';
import { joinLines, splitLines } from '../../domain/oplog/ndjson.ts';
import type { ExportBatch } from './export-batches.ts';
import { opLine, opsHeader } from './ops-on-wire.ts';

/** UTF-8 both ways, and base64; the pure boxes have neither. */
export type TextTools = {
  utf8: (text: string) => Uint8Array;
  text: (bytes: Uint8Array) => string;
  base64: (bytes: Uint8Array) => string;
};

/** Who hands in: the credential proves the till, `sigs` (one a batch) cover each batch's last op. */
export type ExportVoucher = {
  region: string;
  tillId: string;
  credential: string;
  sigs: readonly string[];
};

/** A batch as a site is sent it: the head, and the lines that `form` says. */
export type ReadBatch = { salt: string; header: OpsHeader; lines: Uint8Array[] };
export type ReadExport = { manifest: ExportManifest; batches: ReadBatch[] };

const LF = 10;

/** The plain text of an export file: manifest line, then header line and op lines of each batch. */
export function writeExportBody(
  tools: TextTools,
  voucher: ExportVoucher,
  batches: readonly ExportBatch[],
): Uint8Array {
  const { region, tillId, credential } = voucher;
  const manifest: ExportManifest = {
    v: EXPORT_FORMAT,
    region,
    till_id: tillId,
    credential,
    batches: batches.length,
    ops: batches.reduce((sum, { ops }) => sum + ops.length, 0),
  };
  const lines = [tools.utf8(JSON.stringify(manifest))];
  for (const [i, batch] of batches.entries())
    lines.push(...batchLines(tools, batch, voucher.sigs[i]));
  return joinLines(lines);
}

function batchLines(tools: TextTools, batch: ExportBatch, sig: string | undefined): Uint8Array[] {
  const { stream, salt, ops } = batch;
  const [first] = ops;
  const last = ops.at(-1);
  if (first === undefined || last === undefined) throw new Error('a batch without ops');
  // Bytes that hold a line end (damaged once, and brought back) cannot stand as a line.
  const form = ops.some(({ raw }) => raw.includes(LF)) ? 'envelope' : 'plain';
  const { opId } = last;
  const head: ExportBatchHead = {
    ...opsHeader({ ...first, stream }, { opId, sig }, ops.length, form),
    salt,
  };
  return [tools.utf8(JSON.stringify(head)), ...ops.map((op) => opLine(tools, op, form))];
}

/** Reads it back; undefined where any line is not what the lines before it say. */
export function readExportBody(tools: TextTools, body: Uint8Array): ReadExport | undefined {
  const { lines, rest } = splitLines(body);
  const [first] = lines;
  const manifest = first && parseJson(ExportManifest, tools.text(first));
  if (manifest === undefined || rest.length > 0) return undefined;
  const batches: ReadBatch[] = [];
  for (let at = 1; at < lines.length;) {
    const head = parseJson(ExportBatchHead, tools.text(lines[at] ?? new Uint8Array()));
    if (head === undefined) return undefined;
    const { salt, ...header } = head;
    const own = lines.slice(at + 1, at + 1 + header.count);
    if (own.length !== header.count) return undefined;
    batches.push({ salt, header, lines: own });
    at += 1 + header.count;
  }
  const ops = batches.reduce((sum, { header }) => sum + header.count, 0);
  return batches.length === manifest.batches && ops === manifest.ops
    ? { manifest, batches }
    : undefined;
}

/** The body of `POST /v1/sync/import` for one batch of a file. */
export function importBody(
  tools: Pick<TextTools, 'utf8'>,
  credential: string,
  { salt, header, lines }: ReadBatch,
): Uint8Array {
  const head: ImportHead = { credential, salt };
  return joinLines([...[head, header].map((line) => tools.utf8(JSON.stringify(line))), ...lines]);
}
