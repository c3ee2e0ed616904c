import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { sealExport } from '../../src/sync/core/export-seal.ts';
import { webExportCipher } from '../../src/sync/adapters/web-export-cipher.ts';
import { walkJournalFile } from '../../src/domain/oplog/journal-lines.ts';
import { makeKeyPair, publicKeyFromText, sha256, signText } from '../../server/src/keys/ed25519.ts';
import { makeToken } from '../../server/src/keys/signed-token.ts';
import { verifyExport } from './verify-export.ts';
import { verifyJournal } from './verify-journal.ts';

const FIXTURES = path.join(import.meta.dirname, 'fixtures');
/** The public key of the till that wrote the fixtures; nobody has the other half any more. */
const KEY = 'zql9hLMnrxnsJ2oAvpb0vHqcuxNgGdwVR9t1LH0L0jA';
const STREAM = '9BjQhVrCG2sDg78qwyaLSg';
const folder = mkdtempSync(path.join(tmpdir(), 'journal-'));
afterAll(() => rmSync(folder, { recursive: true }));

const fixture = (name: string): string => path.join(FIXTURES, name);
const verify = (name: string) => verifyJournal(fixture(name), publicKeyFromText(KEY));

test('JV1 a journal is good without its till: its chain, its ids, its signatures', () => {
  const good = { till: 'eu-0417-02', stream: STREAM, entries: 6, head: 'MSFoDsqPl7p_t2KrR4UlKQ' };
  expect(verify('good.ndjson')).toEqual({ ...good, files: 1 });
  // The second file holds again what a failed write had left in the first.
  expect(verify('stream')).toEqual({ ...good, files: 2 });
});

test.each([
  ['amount-changed.ndjson', 3, 'line 5, entry 4: its id says H6bSHokHr7mojkVNjVkWZg'],
  ['entry-removed.ndjson', 2, 'line 4, entry 3: its id says H6bSHokHr7mojkVNjVkWZg'],
  ['entries-swapped.ndjson', 2, 'line 4, entry 3: its id says H6bSHokHr7mojkVNjVkWZg'],
  ['id-changed.ndjson', 1, 'line 3, entry 2: its id says gnlOHLX4p6TtDyTCX9McAg'],
  ['signature-changed.ndjson', 4, 'line 6, entry 5: the till did not sign it'],
  ['chain-rewritten.ndjson', 3, 'line 5, entry 4: the till did not sign it'],
  ['torn.ndjson', 5, 'line 7, entry 6: its end is missing'],
  ['other-till.ndjson', 0, `line 1: stream ${STREAM} is not one of till eu-0417-03`],
])('JV2 %s: the first bad entry is named', (name, entries, why) => {
  const report = verify(name);
  expect(report.bad).toContain(`${name}, ${why}`);
  expect(report.entries).toBe(entries);
});

test('JV2 a file that is missing between two is named, and a folder without any is not good', () => {
  expect(verify('gap').bad).toBe(
    '2026-11-21-4.ndjson, line 1: it does not follow the file before it',
  );
  expect(verifyJournal(folder, undefined).bad).toContain('no journal file');
});

test('JV3 the command says it in one line, by its exit code too', () => {
  const run = (...args: string[]) => {
    const program = path.join(import.meta.dirname, 'run-journal-verify.ts');
    const { status, stdout } = spawnSync(process.execPath, [program, ...args], {
      encoding: 'utf8',
    });
    return { status, last: stdout.trimEnd().split('\n').at(-1), all: stdout };
  };
  expect(run(fixture('good.ndjson'), '--key', KEY)).toMatchObject({ status: 0, last: 'good' });
  const bad = run(fixture('chain-rewritten.ndjson'), '--key', KEY);
  expect(bad.status).toBe(1);
  expect(bad.last).toMatch(/^BAD chain-rewritten\.ndjson, line 5, entry 4/);
  // Without the key a rewritten chain looks good, and the command says what it did not do.
  expect(run(fixture('chain-rewritten.ndjson')).all).toContain('Signatures are not checked');
  expect(run(fixture('nothing.ndjson')).status).toBe(2);
  expect(run().status).toBe(2);
});

test('JV4 an export file is checked with its code; one changed amount inside is found', async () => {
  const till = makeKeyPair();
  const walked = walkJournalFile(readFileSync(fixture('good.ndjson')), sha256);
  const { salt = '', till_id: tillId = '' } = walked.header ?? {};
  const tools = {
    utf8: (text: string) => Buffer.from(text),
    text: (bytes: Uint8Array) => Buffer.from(bytes).toString(),
    base64: (bytes: Uint8Array) => Buffer.from(bytes).toString('base64'),
    cipher: webExportCipher,
  };
  const credential = makeToken(till.privateKey, 'credential', {
    v: 1,
    region: 'eu',
    store: '0417',
    till: '02',
    till_id: tillId,
    key: till.publicKey,
    site: 'A',
    issued_ms: 1,
    expires_ms: 2,
    serial: salt,
    series: 'A',
  });
  const ops = walked.ops.map(({ stream, seq, prev_op_id: prev, op_id: opId, raw, sig }) => {
    return { stream, seq, prev, opId, raw, sig, kind: '', businessDate: '2026-11-21', atMs: 1 };
  });
  const last = ops.at(-1)?.opId ?? '';
  const sealed = async (signer: typeof till, list: typeof ops) => {
    const sigs = [signText(signer.privateKey, 'op', last)];
    const voucher = { region: 'eu', tillId, credential, sigs };
    return sealExport(tools, voucher, [{ stream: STREAM, salt, ops: list }], 1);
  };
  const { bytes, code } = await sealed(till, ops);
  expect(await verifyExport(bytes, code)).toEqual({
    till: tillId,
    stream: STREAM,
    files: 1,
    entries: 6,
    head: last,
  });
  writeFileSync(path.join(folder, 'x.evertill'), bytes);
  const cheaper = ops.map((op) => {
    const raw = Buffer.from(Buffer.from(op.raw).toString().replace('5000', '500'));
    return { ...op, raw };
  });
  const changed = await sealed(till, cheaper);
  expect((await verifyExport(changed.bytes, changed.code)).bad).toContain(
    `one of the entries 1 to 6 of ${STREAM} was changed`,
  );
  const foreign = await sealed(makeKeyPair(), ops);
  expect((await verifyExport(foreign.bytes, foreign.code)).bad).toContain('did not sign it');
  expect((await verifyExport(bytes, changed.code)).bad).toContain('code does not fit');
});
