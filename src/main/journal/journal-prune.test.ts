import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openJournal } from '../../domain/oplog/journal.ts';
import { sha256 } from '../identity/ed25519.ts';
import { fileJournal } from './file-journal.ts';
import { makeChain, SALT, signOp, STREAM, TILL_ID } from './testing-chain.ts';

const folder = path.join(mkdtempSync(path.join(tmpdir(), 'journal-')), 'journal');
afterAll(() => rmSync(path.dirname(folder), { recursive: true }));
const filesIn = (): string[] => readdirSync(path.join(folder, STREAM)).sort();

test('RL7: whole files below a sequence go, the rest reads on, and the newest file always stays', async () => {
  let written = 0;
  const open = () => {
    const files = fileJournal({ folder });
    return {
      close: () => files.close(),
      journal: openJournal({
        files,
        sha256,
        sign: async (opId) => signOp(opId),
        tillId: () => TILL_ID,
        // Three ops a day.
        dayOf: () => `2026-11-0${Math.floor(written / 3) + 1}`,
        onHead: async () => {},
      }),
    };
  };
  const lines = makeChain(9);
  const { journal, close } = open();
  for (const line of lines) {
    await journal.append({ salt: SALT, series: 'A' }, [line]);
    written += 1;
  }
  expect(filesIn()).toHaveLength(3);
  // Seq 5 stands in the second file: only the first one is wholly below.
  expect(await journal.prune(STREAM, 5)).toEqual({ ok: true });
  expect(filesIn()).toHaveLength(2);
  expect((await journal.read(STREAM, 1, 99)).map((l) => l.seq)).toEqual([4, 5, 6, 7, 8, 9]);
  expect(await journal.prune(STREAM, 999)).toEqual({ ok: true });
  expect(filesIn()).toHaveLength(1);
  await close();
  const again = open();
  expect(await again.journal.open()).toMatchObject({ heads: [{ first_seq: 7, head_seq: 9 }] });
  await again.close();
});
