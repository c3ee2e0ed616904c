import { sha256 } from '@noble/hashes/sha2.js';
import { describe, expect, test } from 'vitest';
import { Op, OP_KINDS, type SaleBody } from '../../contracts/op.ts';
import { parseJson } from '../../contracts/parse.ts';
import { formatDocNumber } from '../../domain/doc-number.ts';
import { Committer, type CommitPorts, type Fact } from '../core/commit.ts';
import { repairDisks } from '../core/repair-disks.ts';
import { inMode } from '../core/training-fact.ts';
import { streamRow } from './local-store-contract.ts';
import { MemoryJournal } from './memory-journal.ts';
import { emptyDisk, MemoryStore, type MemoryDisk } from './memory-store.ts';
import { saleFact } from './sale-fact.ts';
import { VirtualClock } from './virtual-clock.ts';

const utf8 = new TextEncoder();
const text = (raw: Uint8Array): string => new TextDecoder().decode(raw);
const TRAINING = { cashier: '104', sinceMs: 1 };

function plain(kind: string, more: Partial<Fact> = {}): Fact {
  const rest = { businessDate: '2026-11-21', document: undefined, shift: undefined };
  return { kind, body: () => ({ said: kind }), clearBasket: false, ...rest, ...more };
}
const began = plain('training-began', { training: TRAINING });
const ended = plain('training-ended', { training: null, clearBasket: true });

/** As the till's own facts do: the document says by its number what it is. */
function sale(docId: string): Fact {
  const fact = saleFact(docId, 'x');
  return {
    ...fact,
    body: (n) => {
      const at = { store: '0417', till: '01', ...n };
      return { ...(fact.body(n) as SaleBody), ...n, doc_no: formatDocNumber(at) };
    },
  };
}

function till(disk: MemoryDisk = emptyDisk(), journal = new MemoryJournal()) {
  const printed: string[] = [];
  const store = new MemoryStore(disk);
  const ports: CommitPorts = {
    store,
    journal,
    clock: new VirtualClock(1_790_000_000_000),
    sha256,
    utf8: (t) => utf8.encode(t),
    print: async ({ docNo }) => void printed.push(docNo),
    reached: async () => undefined,
    alarm: () => undefined,
  };
  const row = disk.streams.get(streamRow().id) ?? streamRow();
  const committer = new Committer(row, ports, () => undefined, disk.training);
  return { disk, store, journal, printed, committer };
}

async function told({ store }: ReturnType<typeof till>): Promise<Op[]> {
  const rows = await store.readOps(streamRow().id, 1, 99, 1e6);
  return rows.flatMap(({ raw }) => parseJson(Op, text(raw)) ?? []);
}

/** Told as it is, with what it leaves on disk: a signing device does not practise (TSE6). */
const OF_THE_DEVICE: readonly string[] = ['document-signed', 'signing-outage'];

describe('dom-X3 training', () => {
  test('TRN3 TRN4 a practised sale has a number of its own and is among no sales; the next real number is the next', async () => {
    const t = till();
    for (const fact of [sale('r1'), began, sale('t1'), sale('t2'), ended, sale('r2')])
      expect(await t.committer.commit(fact)).toMatchObject({ ok: true });
    expect(t.printed).toEqual([
      '0417-01-A-000001',
      '0417-01-A-T000001',
      '0417-01-A-T000002',
      '0417-01-A-000002',
    ]);
    expect([...t.disk.docs.keys()]).toEqual(['r1', 'r2']);
    expect([...t.disk.trainingDocs.keys()]).toEqual(['t1', 't2']);
    const ops = await told(t);
    expect(ops.map(({ kind }) => kind)).toEqual([
      'sale',
      'training-began',
      'training-sale',
      'training-sale',
      'training-ended',
      'sale',
    ]);
    expect(ops[2]?.body).toMatchObject({ document: { doc_id: 't1', training: true } });
  });

  test('TRN1 mode, op and the end of the practised basket are one transaction; a restart keeps the mode', async () => {
    const t = till();
    await t.committer.commit(began);
    t.disk.basket = { practised: true };
    const again = till(t.disk, t.journal);
    expect(again.committer.training).toEqual(TRAINING);
    await again.committer.commit(sale('t1'));
    expect(again.disk.docs.size).toBe(0);
    await again.committer.commit(ended);
    expect([again.disk.training, again.disk.basket]).toEqual([undefined, undefined]);
    expect(till(again.disk, again.journal).committer.training).toBeUndefined();
  });

  test('TRN2 facts given together land each on the side that its turn is on', async () => {
    const t = till();
    const facts = [sale('r1'), began, sale('t1'), ended, sale('r2'), began, sale('t2')];
    await Promise.all(facts.map((fact) => t.committer.commit(fact)));
    expect([...t.disk.docs.keys()]).toEqual(['r1', 'r2']);
    expect([...t.disk.trainingDocs.keys()]).toEqual(['t1', 't2']);
  });

  test.each(OP_KINDS)(
    'TRN2 in training %s counts nowhere, or is true whoever practises',
    (kind) => {
      const fact = kind === 'sale' ? sale('d') : plain(kind);
      const passes = inMode(fact, true)?.kind;
      const real = [
        'stream-opened',
        'signed-on',
        'signed-off',
        'signature-refused',
        'card-payment',
        'line-drill',
        ...OF_THE_DEVICE,
      ];
      const allowed = [undefined, 'training-sale', 'training-step', 'training-ended', ...real];
      expect(allowed).toContain(passes);
      expect(passes === 'training-sale').toBe(kind === 'sale');
      // What nobody has decided about is refused, with what would outlive training.
      expect(inMode(plain(`${kind}-of-tomorrow`), true)).toBeUndefined();
      expect(inMode({ ...fact, shelf: { take: 'p' } }, true)).toBeUndefined();
      const kept = inMode({ ...fact, kept: { name: 'k', value: 1 } }, true);
      expect(kept !== undefined).toBe(OF_THE_DEVICE.includes(kind));
      expect(inMode({ ...fact, copied: { docId: 'd', count: 1 } }, true)).toBeUndefined();
    },
  );

  test('TRN2 nothing is told as practised outside training', async () => {
    for (const kind of ['training-sale', 'training-step', 'training-ended'])
      expect(await till().committer.commit(plain(kind))).toMatchObject({ kind: 'in-training' });
  });

  test('TRN4 a document whose number is of the other side is never written', async () => {
    const t = till();
    const fact = sale('d');
    const forged: Fact = { ...fact, body: (n) => fact.body({ ...n, training: true }) };
    await expect(t.committer.commit(forged)).rejects.toThrow('a number of its kind');
    expect(t.disk.ops.size).toBe(0);
  });

  test('TRN3 the journal gives a lost database both counters back, and each document to its side', async () => {
    const t = till();
    for (const fact of [sale('r1'), began, sale('t1'), sale('t2')]) await t.committer.commit(fact);
    const disk = emptyDisk();
    const found = await t.journal.open();
    const heads = found.ok ? found.value.heads : [];
    await repairDisks({ store: new MemoryStore(disk), journal: t.journal, text }, [], heads);
    expect(disk.streams.get(streamRow().id)).toMatchObject({ nextDocNo: 2, nextTrainingNo: 3 });
    expect([...disk.docs.keys(), '|', ...disk.trainingDocs.keys()]).toEqual([
      'r1',
      '|',
      't1',
      't2',
    ]);
  });
});
