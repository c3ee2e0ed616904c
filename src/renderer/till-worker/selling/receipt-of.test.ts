import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { expect, it } from 'vitest';
import type { StoreProfile } from '../../../contracts/store-profile.ts';
import { closeSale } from '../../../domain/close-sale.ts';
import { minor } from '../../../domain/money.ts';
import { creditCode, creditId, creditNumber } from '../../../domain/stored-value/credit-number.ts';
import { valueMint } from '../value/value-mint.ts';
import { toBase64url } from '../../../domain/oplog/base64url.ts';
import { readReceiptCode } from '../../../domain/receipt-code.ts';
import {
  article,
  basketOf,
  GERMANY,
  IDENTITY,
  NICKEL,
  valueOf,
} from '../../../domain/testing/sale-arbitraries.ts';
import type { HostLink } from '../host-link.ts';
import { openReceipts } from './receipt-of.ts';

const PROFILE = {
  name: 'Marktplatz',
  locale: 'en-GB',
  time_zone: 'Europe/Berlin',
  seller: { name: 'Evertill Markt GmbH', tax_id: 'DE123456789', footer: '' },
} as StoreProfile;
const SECRET = new Uint8Array(64).fill(3);

const sale = valueOf(
  closeSale({
    basket: basketOf({ type: 'add', article: article({ article: '1' }), qtyMilli: 1000 }),
    taxSetup: GERMANY,
    cashPolicy: NICKEL,
    tenders: [{ type: 'cash', tendered: minor(200_000) }],
    identity: IDENTITY,
  }),
);

/** A host that answers this to every verb. */
const hostSaying = (answer: unknown) =>
  ({ invoke: async () => answer }) as unknown as Pick<HostLink, 'invoke'>;

it('RCP7: the square verifies with the hash of what the host signed, and with nothing else', async () => {
  const { receiptOf, readSquare, receiptOfOther } = await openReceipts(
    hostSaying({ ok: true, secret: toBase64url(SECRET) }),
    PROFILE,
  );
  const square = receiptOf(sale).find(({ kind }) => kind === 'qr');
  const text = square?.kind === 'qr' ? square.text : '';
  const mac = (key: Uint8Array, message: Uint8Array) => hmac(sha256, key, message);
  expect(readReceiptCode(text, sha256(SECRET), mac)).toEqual({
    ok: true,
    value: {
      docNo: '0417-02-A-000123',
      businessDate: '2026-11-21',
      total: sale.totals.gross,
      currency: 'EUR',
    },
  });
  expect(readReceiptCode(text, SECRET, mac)).toEqual({ ok: false, error: 'mac-differs' });
  expect(readSquare(text)).toMatchObject({ ok: true, value: { docNo: '0417-02-A-000123' } });
  expect(readSquare(text.replace('/EUR/', '/CHF/'))).toMatchObject({ error: 'mac-differs' });
  expect(receiptOfOther(sale).some(({ kind }) => kind === 'qr')).toBe(false);
});

it('RCP7: a host that vouches for nothing prints receipts without a square', async () => {
  const { receiptOf, readSquare } = await openReceipts(hostSaying({ ok: false }), PROFILE);
  expect(receiptOf(sale).some(({ kind }) => kind === 'qr')).toBe(false);
  const zeros = 'EV1/0417-02-A-000123/2026-11-21/1488/EUR/0000000000000000';
  expect(readSquare(zeros)).toMatchObject({ error: 'mac-differs' });
});

it('CRED4: the slip of a credit stands behind the receipt, on every copy with its mark; not on a screen, not of another till, and never with a number that pays nothing', async () => {
  const gift_cards = { prefix: '0960', length: 16, key: 'A'.repeat(43) };
  const profile = { ...PROFILE, gift_cards };
  const mint = valueMint(profile)!;
  const code = creditCode(mint, sale.doc_id);
  const money = { tendered: minor(-1234), amount: minor(-1234), change: minor(0) };
  const redemption = creditId(sale.doc_id);
  const back = {
    ...sale,
    tenders: [{ type: 'store-credit', ...money, code, redemption } as const],
  };
  const host = hostSaying({ ok: true, secret: toBase64url(SECRET) });
  const { receiptOf, receiptShown, receiptOfOther } = await openReceipts(host, profile);
  const number = creditNumber(mint, sale.doc_id);
  const squares = (doc: ReturnType<typeof receiptOf>) =>
    doc.flatMap((line) => (line.kind === 'qr' ? [line.text] : []));
  const printed = receiptOf(back);
  expect(squares(printed)[1]).toBe(number);
  expect(printed.filter(({ kind }) => kind === 'cut')).toHaveLength(2);
  expect(printed.some(({ kind }) => kind === 'drawer')).toBe(false);
  expect(printed).toContainEqual({ kind: 'total', left: 'Store credit EUR', right: '12.34' });
  const copy = receiptOf(back, { number: 2, atMs: sale.closed_ms });
  expect(squares(copy)).toEqual(squares(printed));
  expect(copy.filter(({ kind }) => kind === 'copy')).toHaveLength(4);
  for (const shown of [receiptShown(back), receiptOfOther(back), receiptOf(sale)])
    expect(JSON.stringify(shown)).not.toContain(number);
  const changed = { ...profile, gift_cards: { ...gift_cards, key: 'B'.repeat(42) + 'A' } };
  const later = (await openReceipts(host, changed)).receiptOf(back);
  expect(squares(later)).toHaveLength(1);
  expect(JSON.stringify(later)).toContain('Its number is no longer known here.');
});
