import { EXPORT_CODE_BYTES, makeExportCode, readExportCode } from '../../contracts/export-code.ts';
import { EXPORT_FORMAT, ExportFace } from '../../contracts/export-file.ts';
import { parseJson } from '../../contracts/parse.ts';
import { fromBase64url, toBase64url } from '../../domain/oplog/base64url.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { ExportBatch } from './export-batches.ts';
import {
  readExportBody,
  writeExportBody,
  type ExportVoucher,
  type ReadExport,
  type TextTools,
} from './export-body.ts';

/** HKDF-SHA-256 and AES-256-GCM, as each host brings them. */
export type ExportCipher = {
  /** From the system's generator. */
  random(bytes: number): Uint8Array;
  derive(secret: Uint8Array, salt: Uint8Array, info: string, bytes: number): Promise<Uint8Array>;
  /** The tag is at the end of what comes back. */
  seal(s: Sealing, plain: Uint8Array): Promise<Uint8Array>;
  /** Undefined where the bytes or what goes with them are not what was sealed. */
  open(s: Sealing, sealed: Uint8Array): Promise<Uint8Array | undefined>;
};
export type Sealing = { key: Uint8Array; iv: Uint8Array; also: Uint8Array };

export type ExportTools = TextTools & { cipher: ExportCipher };

/** Why a file is not taken. `wrong-code` also stands for a first line whose salt was damaged. */
export type ExportFault =
  'not-an-export' | 'newer-format' | 'not-a-code' | 'wrong-code' | 'damaged' | 'other-region';

const LF = 10;
const SALT_BYTES = 16;
const IV_BYTES = 12;
const CHECK_BYTES = 4;
/** A first line is far shorter; a file without a line end is not searched to its end. */
const LONGEST_FACE = 4096;

/** An export file, and the code that opens it: 100 random bits, kept nowhere. */
export async function sealExport(
  tools: ExportTools,
  voucher: ExportVoucher,
  batches: readonly ExportBatch[],
  madeMs: number,
): Promise<{ bytes: Uint8Array; code: string; ops: number }> {
  const { cipher } = tools;
  const code = makeExportCode(cipher.random(EXPORT_CODE_BYTES));
  const salt = cipher.random(SALT_BYTES);
  const iv = cipher.random(IV_BYTES);
  const { key, check } = await keysOf(tools, readExportCode(code) ?? '', salt);
  const ops = batches.reduce((sum, batch) => sum + batch.ops.length, 0);
  const face: ExportFace = {
    evertill_export: EXPORT_FORMAT,
    region: voucher.region,
    till_id: voucher.tillId,
    made_ms: madeMs,
    ops,
    salt: toBase64url(salt),
    iv: toBase64url(iv),
    check,
  };
  const also = tools.utf8(JSON.stringify(face));
  const sealed = await cipher.seal({ key, iv, also }, writeExportBody(tools, voucher, batches));
  const bytes = new Uint8Array(also.length + 1 + sealed.length);
  bytes.set(also);
  bytes[also.length] = LF;
  bytes.set(sealed, also.length + 1);
  return { bytes, code, ops };
}

/** Whose file it is, as it says in the clear; nothing of it is proven before it is opened. */
export function exportFace(
  tools: Pick<TextTools, 'text'>,
  bytes: Uint8Array,
): Result<{ face: ExportFace; also: Uint8Array; sealed: Uint8Array }, ExportFault> {
  const end = bytes.subarray(0, LONGEST_FACE).indexOf(LF);
  if (end < 0) return err('not-an-export');
  const also = bytes.subarray(0, end);
  const text = tools.text(also);
  const face = parseJson(ExportFace, text);
  if (face !== undefined) return ok({ face, also, sealed: bytes.subarray(end + 1) });
  const version = /^\{"evertill_export":(\d+),/.exec(text)?.[1];
  if (version === undefined) return err('not-an-export');
  return err(Number(version) > EXPORT_FORMAT ? 'newer-format' : 'damaged');
}

/** Opens a file of this region with the code as a person typed it. */
export async function openExport(
  tools: ExportTools,
  bytes: Uint8Array,
  typed: string,
  region: string,
): Promise<Result<ReadExport, ExportFault>> {
  const read = exportFace(tools, bytes);
  if (!read.ok) return read;
  const { face, also, sealed } = read.value;
  if (face.region !== region) return err('other-region');
  const code = readExportCode(typed);
  if (code === undefined) return err('not-a-code');
  const [salt, iv] = [fromBase64url(face.salt), fromBase64url(face.iv)];
  if (salt === undefined || iv === undefined) return err('damaged');
  const { key, check } = await keysOf(tools, code, salt);
  if (check !== face.check) return err('wrong-code');
  const body = await tools.cipher.open({ key, iv, also }, sealed);
  const found = body === undefined ? undefined : readExportBody(tools, body);
  return found === undefined ? err('damaged') : ok(found);
}

async function keysOf(
  { cipher, utf8 }: ExportTools,
  code: string,
  salt: Uint8Array,
): Promise<{ key: Uint8Array; check: string }> {
  const secret = utf8(code);
  const key = await cipher.derive(secret, salt, 'evertill:export:key', 32);
  const told = await cipher.derive(secret, salt, 'evertill:export:check', CHECK_BYTES);
  return { key, check: toBase64url(told) };
}
