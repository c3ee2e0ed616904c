import { expect, test } from 'vitest';
import type { OpsAnswer } from '../../contracts/wire.ts';
import { GENESIS } from '../../domain/oplog/op-id.ts';
import { sealExport } from '../../sync/core/export-seal.ts';
import type { StreamRow } from '../../sync/core/ports.ts';
import type { Outcome } from '../../sync/core/verdict.ts';
import { handIn } from './hand-in.ts';
import { EXPORT_TOOLS } from './hand-over.ts';

const ID = 'BBBBBBBBBBBBBBBBBBBBBA';
const SIG = 'A'.repeat(86);
const DEAD: Outcome<OpsAnswer> = { kind: 'failure', failure: 'refused', ms: 1 };
const refused = (problem: 'chain-mismatch' | 'unavailable'): Outcome<OpsAnswer> => ({
  kind: 'refusal',
  status: 422,
  problem,
  retryAfterMs: undefined,
  ms: 1,
});
// What is read of an answer is how many were new.
const took = (fresh: number): Outcome<OpsAnswer> => ({
  kind: 'answer',
  answer: { new: fresh } as OpsAnswer,
  ms: 1,
});

/** A file of two batches, one record each; `answers` by site, one for each call. */
async function scene(answers: Record<string, Outcome<OpsAnswer>[]>) {
  const batches = [1, 2].map((seq) => ({
    stream: ID,
    salt: ID,
    ops: [{ seq, prev: GENESIS, opId: ID, raw: new Uint8Array([123, 125]) }],
  }));
  const voucher = {
    region: 'eu',
    tillId: 'eu-0417-03',
    credential: `e30.${SIG}`,
    sigs: [SIG, SIG],
  };
  const { bytes, code } = await sealExport(EXPORT_TOOLS, voucher, batches, 1);
  const asked: string[] = [];
  const ports = {
    region: 'eu',
    sites: ['A', 'B'],
    stream: () => ({ id: ID }) as StreamRow,
    send: async (site: string) => {
      asked.push(site);
      return answers[site]?.shift() ?? DEAD;
    },
    show: () => undefined,
  };
  return { asked, hand: (region = 'eu') => handIn({ ...ports, region }, bytes, code) };
}

test('EX3 the site in use is asked first; where it does not answer the other takes it, and the rest', async () => {
  const { asked, hand } = await scene({ A: [DEAD], B: [took(1), took(0)] });
  expect(await hand()).toEqual({
    ok: true,
    tillId: 'eu-0417-03',
    site: 'B',
    records: 2,
    fresh: 1,
    refused: 0,
  });
  expect(asked).toEqual(['A', 'B', 'B']);
});

test('EX4 no site at all: said so, and the file can be handed in again', async () => {
  const { hand } = await scene({ A: [refused('unavailable')], B: [DEAD] });
  expect(await hand()).toMatchObject({ ok: false, kind: 'no-site' });
});

test('EX3 a batch that is itself at fault is asked of one site only and does not keep the others out', async () => {
  const { asked, hand } = await scene({ A: [refused('chain-mismatch'), took(1)] });
  expect(await hand()).toMatchObject({ ok: true, fresh: 1, refused: 1 });
  expect(asked).toEqual(['A', 'A']);
  const all = await scene({ A: [refused('chain-mismatch'), refused('chain-mismatch')] });
  expect(await all.hand()).toMatchObject({ ok: false, kind: 'refused' });
});

test('EX2 another region’s file is not sent anywhere', async () => {
  const { asked, hand } = await scene({ A: [took(1)] });
  expect(await hand('na')).toMatchObject({ ok: false, kind: 'other-region' });
  expect(asked).toEqual([]);
});
