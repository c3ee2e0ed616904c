import { publicKeyFromText, sha256, signText, makeKeyPair } from '../server/src/keys/ed25519.ts';
import { saleLine } from '../server/test/test-sales.ts';
import { TestTill } from '../server/test/test-till.ts';
import { headerLine, opLines } from '../src/domain/oplog/journal-lines.ts';
import { GENESIS, deriveStreamId } from '../src/domain/oplog/op-id.ts';
import { checkJournalFile } from '../tools/journal/walk-entries.ts';
import type { BenchRun } from './bench-run.ts';
import { allRounded, quantile, rounded, type Metric } from './metric.ts';

const ENTRIES = 200_000;
const SIGNED = 2000;
const ROUNDS = 5;
const GOAL = 200_000;
const TILL = 'eu-0417-02';

/**
 * A journal of 200,000 entries of a usual sale's size, checked on one core as `journal:verify` does: each
 * id from its place and its exact bytes. The signatures cost more than all else and are measured apart.
 */
export function journalRate({ quick }: Pick<BenchRun, 'quick'>): Metric[] {
  const entries = quick ? 20_000 : ENTRIES;
  const keys = makeKeyPair();
  const file = journalOf(entries, () => 'A'.repeat(86));
  const rates: number[] = [];
  const cpu: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const before = process.cpuUsage();
    const began = performance.now();
    const { good, bad } = checkJournalFile(file, undefined);
    const took = performance.now() - began;
    const { user, system } = process.cpuUsage(before);
    if (bad !== undefined || good.length !== entries) throw new Error(`it is good: ${bad}`);
    // The first one compiles.
    if (round === 0) continue;
    rates.push((entries / took) * 1000);
    cpu.push((entries / (user + system)) * 1_000_000);
  }
  const signed = journalOf(SIGNED, (opId) => signText(keys.privateKey, 'op', opId));
  const began = performance.now();
  const { good } = checkJournalFile(signed, publicKeyFromText(keys.publicKey));
  const signedRate = (good.length / (performance.now() - began)) * 1000;
  const value = quantile(rates, 0.5);
  return [
    {
      name: 'journal.verify.rate',
      value: rounded(value),
      unit: 'entries/s',
      goal: `≥ ${GOAL} entries/s on one core, signatures apart`,
      holds: value >= GOAL,
      comparedWith: `limit ${GOAL} entries/s`,
      peerValue: GOAL,
      ratio: rounded(value / GOAL),
      samples: { rates: allRounded(rates), perCpuSecond: allRounded(cpu) },
      settings: {
        entries,
        bytesAnEntry: rounded(file.length / entries),
        withSignatures: rounded(signedRate),
        // Where other programs run beside it, the rest of the time was theirs.
        perCpuSecond: rounded(quantile(cpu, 0.5)),
      },
    },
  ];
}

/** In memory: what a disk does is another measurement. */
function journalOf(entries: number, sign: (opId: string) => string): Uint8Array {
  const salt = Buffer.alloc(16, 7).toString('base64url');
  const [, store = '', number = ''] = TILL.split('-');
  const key = makeKeyPair().privateKey;
  const till = new TestTill({ tillId: TILL, store, till: number, key, credential: '' }, salt);
  for (let made = 0; made < entries; made++) till.add(saleLine(till, 600));
  const stream = deriveStreamId(sha256, TILL, salt);
  const header = { v: 1, stream, salt, till_id: TILL, series: 'A' } as const;
  const ops = till.ops.map(({ seq, prev, opId, raw }) => {
    return { stream, seq, prev_op_id: prev, op_id: opId, raw, sig: sign(opId) };
  });
  return Buffer.concat([headerLine({ ...header, prev_op_id: GENESIS, from_seq: 1 }), opLines(ops)]);
}
