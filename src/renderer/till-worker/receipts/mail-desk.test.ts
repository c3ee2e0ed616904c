import { Check } from 'typebox/value';
import { beforeEach, describe, expect, it } from 'vitest';
import { ReceiptMailBody } from '../../../contracts/receipt-mail.ts';
import type { ReceiptDoc } from '../../../contracts/receipt-doc.ts';
import type { Sale } from '../../../domain/sale.ts';
import type { CommitResult, Fact } from '../../../sync/core/commit.ts';
import type { DocRow } from '../../../sync/core/ports.ts';
import type { SigningDesk } from '../signing/signing-desk.ts';
import { sealSoon } from '../signing/seal-soon.ts';
import { sold } from '../returns/testing-sold-sale.ts';
import { MailDesk, type MailDeskPorts } from './mail-desk.ts';

const SALE = sold(1);
const RECEIPT: ReceiptDoc = [
  { kind: 'drawer' },
  { kind: 'text', text: 'Bread', weight: 'plain' },
  { kind: 'cut' },
];

let told: { kind: string; day: string; body: unknown }[];
let answer: CommitResult;

const deskOf = (more: Partial<MailDeskPorts> = {}, sale: Sale = SALE): MailDesk =>
  new MailDesk({
    isOffered: true,
    seller: () => ({ cashier: '101', businessDate: '2026-11-22' }),
    docNamed: async (docNo) =>
      docNo === SALE.doc_no
        ? ({ docId: SALE.doc_id, docNo, body: sale } as unknown as DocRow)
        : undefined,
    async commit(fact: Fact) {
      const body = fact.body({ series: 'A', number: 1 });
      told.push({ kind: fact.kind, day: fact.businessDate, body });
      return answer;
    },
    letterOf: () => RECEIPT,
    sealOf: async () => undefined,
    ...more,
  });

beforeEach(() => {
  told = [];
  answer = { ok: true } as CommitResult;
});

describe('TSE9: the letter says of its signature what the paper says', () => {
  const seal = {
    client: '0417-02',
    process_type: 'Kassenbeleg-V1',
    process_data: 'Beleg^1',
    unsigned: { why: 'silent' as const, since_ms: 5 },
  };
  const desk = (isAsked: () => boolean, known: () => typeof seal | undefined) => {
    const waits: number[] = [];
    const signing = { sealOf: known, isUnderWay: isAsked } as unknown as Pick<
      SigningDesk,
      'sealOf' | 'isUnderWay'
    >;
    const row = { docId: SALE.doc_id };
    const wait = async (ms: number): Promise<void> => void waits.push(ms);
    return { waits, soon: () => sealSoon(signing, row, wait) };
  };

  it('also where its device is still asked; a document nobody asks for is not waited for', async () => {
    let asked = 0;
    const slow = desk(
      () => true,
      () => (++asked > 3 ? seal : undefined),
    );
    expect(await slow.soon()).toBe(seal);
    expect(slow.waits).toEqual([100, 100, 100]);
    const old = desk(
      () => false,
      () => undefined,
    );
    expect(await old.soon()).toBeUndefined();
    expect(old.waits).toEqual([]);
    const never = desk(
      () => true,
      () => undefined,
    );
    expect(await never.soon()).toBeUndefined();
    expect(never.waits).toHaveLength(25);
  });

  it('and stands in what head office sends', async () => {
    const given: unknown[] = [];
    const answered = await deskOf({
      sealOf: async () => seal,
      letterOf: (_sale, with_) => {
        given.push(with_);
        return RECEIPT;
      },
    }).send(SALE.doc_no, 'ann@example.org');
    expect(answered).toEqual({ ok: true });
    expect(given).toEqual([seal]);
  });
});

describe('MAIL1: a receipt by e-mail is asked for at the till and sent by head office', () => {
  it('one op says where to and all that stands in it; nothing of it is for a printer', async () => {
    const answered = await deskOf().send(SALE.doc_no, ' Ann@Example.org ');
    expect(answered).toEqual({ ok: true });
    const [op] = told;
    expect(op).toMatchObject({ kind: 'receipt-mail-asked', day: '2026-11-22' });
    expect(Check(ReceiptMailBody, op?.body)).toBe(true);
    expect(op?.body).toMatchObject({
      doc_id: SALE.doc_id,
      to: 'Ann@example.org',
      language: 'en',
      subject: `Your receipt ${SALE.doc_no}`,
      receipt: [{ kind: 'text', text: 'Bread' }],
      cashier: '101',
    });
    expect(told).toHaveLength(1);
  });

  it('pressed twice it is asked for once', async () => {
    const desk = deskOf();
    const both = ['a@example.org', 'a@example.org'].map((to) => desk.send(SALE.doc_no, to));
    const kinds = (await Promise.all(both)).map((one) => (one.ok ? 'told' : one.kind));
    expect(kinds.sort()).toEqual(['busy', 'told']);
    expect(told).toHaveLength(1);
  });

  it('no address, no receipt, none practised, none too long, nobody there, none offered: nothing is told', async () => {
    const long = Array.from({ length: 3000 }, () => ({
      kind: 'text' as const,
      text: 'x'.repeat(60),
      weight: 'plain' as const,
    }));
    const cases: [MailDesk, string, string, string][] = [
      [deskOf(), SALE.doc_no, 'ann', 'bad-address'],
      [deskOf(), 'x', 'a@example.org', 'no-such-document'],
      [deskOf({}, { ...SALE, training: true }), SALE.doc_no, 'a@example.org', 'no-such-document'],
      [deskOf({ letterOf: () => long }), SALE.doc_no, 'a@example.org', 'receipt-too-long'],
      [deskOf({ seller: () => undefined }), SALE.doc_no, 'a@example.org', 'not-signed-in'],
      [deskOf({ isOffered: false }), SALE.doc_no, 'a@example.org', 'no-mail'],
    ];
    for (const [desk, docNo, to, kind] of cases)
      expect(await desk.send(docNo, to)).toMatchObject({ ok: false, kind });
    expect(told).toEqual([]);
  });

  it('what could not be written down is not said to be on its way', async () => {
    answer = { ok: false, kind: 'store-failed', next: '' } as unknown as CommitResult;
    expect(await deskOf().send(SALE.doc_no, 'a@example.org')).toMatchObject({
      ok: false,
      kind: 'store-failed',
      next: 'Nothing was sent. Try again.',
    });
  });
});
