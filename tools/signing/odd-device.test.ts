import { Value } from 'typebox/value';
import { describe, expect, test, vi } from 'vitest';
import { ReceiptDoc } from '../../src/contracts/receipt-doc.ts';
import { LAST_MS } from '../../src/contracts/sane.ts';
import {
  DocumentSignedBody,
  SigningAnswer,
  SigningOutageBody,
  type SigningDevice,
} from '../../src/contracts/signing-device.ts';
import { sealLines } from '../../src/renderer/till-worker/signing/seal-lines.ts';
import { newDisk, paperOf, sell, signingTill, toldOf } from './testing-signing-till.ts';

const BEYOND_MS = 8_700_000_000_000_000;
const FAILED = 'Signing device failed: this receipt is not signed.';

/** All as long as the contract takes it. */
const signed = (ms: number, base64 = `${'A'.repeat(240)}==`) => ({
  serial: 'f'.repeat(100),
  algorithm: 'a'.repeat(40),
  time_format: 'u'.repeat(30),
  public_key: base64,
  transaction: 0xffff_ffff,
  counter: 0xffff_ffff,
  started_ms: ms,
  logged_ms: ms,
  signature: base64,
});
const seal = (told: ReturnType<typeof signed>) => ({
  doc_id: 'document-1',
  doc_no: '0417-02-A-000001',
  client: 'c'.repeat(30),
  process_type: 't'.repeat(30),
  process_data: 'd'.repeat(200),
  signed: told,
});
const answer = (told: ReturnType<typeof signed>) => ({
  outcome: 'signed' as const,
  reference: 'document-1',
  process_data: 'd'.repeat(200),
  signed: told,
});

describe('a signing device whose words are beyond all bounds', () => {
  test('TSE2: whatever is taken of a device fits on paper; more is garbled', () => {
    expect(Value.Check(SigningAnswer, answer(signed(LAST_MS)))).toBe(true);
    expect(Value.Check(ReceiptDoc, sealLines(seal(signed(LAST_MS))))).toBe(true);
    expect(Value.Check(SigningAnswer, answer(signed(LAST_MS + 1)))).toBe(false);
    expect(Value.Check(SigningAnswer, answer(signed(1, 'A'.repeat(241))))).toBe(false);
  });

  test('TSE2: what comes from another build or another till is read anew: no rubbish is shown, nor stops a receipt', () => {
    const good = seal(signed(LAST_MS));
    expect(JSON.stringify(sealLines(good))).toContain('V0;');
    const rubbish = [
      { ...good, signed: { ...good.signed, started_ms: BEYOND_MS } },
      { ...good, signed: { ...good.signed, signature: '<b>' } },
      { ...good, signed: 'yes' },
      { ...good, client: 7 },
      undefined,
      'seal',
    ];
    // What the contract forbids, as a row of the disk could hold it all the same.
    for (const one of rubbish)
      expect(JSON.stringify(sealLines(one as unknown as typeof good))).toContain(FAILED);
  });

  test('DSF8: an op with a time that no calendar has is of another shape', () => {
    const outage = { client: '0417-02', began_ms: 1, why: 'silent', unsigned: 0 };
    expect(Value.Check(SigningOutageBody, { ...outage, ended_ms: LAST_MS })).toBe(true);
    expect(Value.Check(SigningOutageBody, { ...outage, ended_ms: BEYOND_MS })).toBe(false);
    expect(Value.Check(SigningOutageBody, { ...outage, began_ms: BEYOND_MS })).toBe(false);
    expect(Value.Check(DocumentSignedBody, seal(signed(LAST_MS)))).toBe(true);
    expect(Value.Check(DocumentSignedBody, seal(signed(BEYOND_MS)))).toBe(false);
    const { signed: _, ...rest } = seal(signed(1));
    const unsigned = { why: 'silent', since_ms: BEYOND_MS };
    expect(Value.Check(DocumentSignedBody, { ...rest, unsigned })).toBe(false);
  });

  test('TSE4: where a signature cannot be shown there is paper all the same, and says that it has none', async () => {
    const device: SigningDevice = {
      ask: async (question) =>
        question.do === 'finish'
          ? {
              ok: true,
              answer: {
                ...answer(signed(BEYOND_MS)),
                reference: question.reference,
                process_data: question.process_data,
              },
            }
          : {
              ok: true,
              answer: { outcome: 'started', reference: question.reference, transaction: 1 },
            },
    };
    const till = signingTill({ disk: newDisk(), device });
    await sell(till, 'document-1');
    await vi.waitFor(() => expect(paperOf(till, '0417-02-A-000001')).toContain(FAILED));
  });
});

describe('a start with receipts left over', () => {
  const silent: SigningDevice['ask'] = () => new Promise(() => undefined);

  test('TSE4: a device that does not answer holds a start up half a second, whatever is left over', async () => {
    const disk = newDisk();
    const dying = signingTill({ disk, device: { ask: silent }, diesBeforeSigning: true });
    for (const id of ['document-1', 'document-2', 'document-3']) await sell(dying, id);
    const again = signingTill({ disk, device: { ask: silent } });
    const began = performance.now();
    await again.committer.resume([...disk.pending.values()]);
    expect(performance.now() - began).toBeLessThan(1500);
    expect(paperOf(again, '0417-02-A-000003')).toContain(FAILED);
    const words = () => toldOf(again).filter(({ kind }) => kind === 'document-signed');
    await vi.waitFor(() => expect(words()).toHaveLength(3));
    expect(words().map(({ body }) => body.unsigned?.why)).toEqual(['silent', 'silent', 'silent']);
  });

  test('TSE4: the drawer that opened before the kill stays shut', async () => {
    const disk = newDisk();
    const dying = signingTill({ disk, device: { ask: silent } });
    await sell(dying, 'document-1');
    await vi.waitFor(() => expect(dying.papers).toHaveLength(1));
    expect(dying.papers[0]?.name).toBe('0417-02-A-000001-drawer');
    const again = signingTill({ disk, device: { ask: silent } });
    await again.committer.resume([...disk.pending.values()]);
    expect(again.papers.map(({ name }) => name)).toEqual(['0417-02-A-000001']);
  });
});
