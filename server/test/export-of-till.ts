import { webExportCipher } from '../../src/sync/adapters/web-export-cipher.ts';
import { importBody } from '../../src/sync/core/export-body.ts';
import { openExport, sealExport, type ExportTools } from '../../src/sync/core/export-seal.ts';
import { signText } from '../src/keys/ed25519.ts';
import type { TestOp, TestTill } from './test-till.ts';

export const tools: ExportTools = {
  utf8: (text) => Buffer.from(text),
  text: (bytes) => Buffer.from(bytes).toString(),
  base64: (bytes) => Buffer.from(bytes).toString('base64'),
  cipher: webExportCipher,
};

/** The till's export file; with several signatures, a batch for each op. */
export async function fileOf(till: TestTill, ops: readonly TestOp[], sigs?: readonly string[]) {
  const { identity, stream, salt } = till;
  const last = signText(identity.key, 'op', ops.at(-1)?.opId ?? '');
  const [region = ''] = identity.tillId.split('-');
  const { tillId, credential } = identity;
  const voucher = { region, tillId, credential, sigs: sigs ?? [last] };
  const parts = sigs === undefined ? [ops] : ops.map((op) => [op]);
  const batches = parts.map((part) => ({ stream, salt, ops: part }));
  return { ...(await sealExport(tools, voucher, batches, Date.now())), region };
}

/** What the till's export file gives to whoever opens it: bodies of imports. */
export async function exported(
  till: TestTill,
  ops: readonly TestOp[] = till.ops,
): Promise<Uint8Array[]> {
  const { bytes, code, region } = await fileOf(till, ops);
  const opened = await openExport(tools, bytes, code, region);
  if (!opened.ok) throw new Error(opened.error);
  const { manifest, batches } = opened.value;
  return batches.map((batch) => importBody(tools, manifest.credential, batch));
}
