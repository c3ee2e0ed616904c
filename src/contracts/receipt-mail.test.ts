import { Check } from 'typebox/value';
import { expect, test } from 'vitest';
import { ReceiptMailBody } from './receipt-mail.ts';

const asking = (text: string, right = '1.00') => ({
  doc_id: 'd',
  doc_no: '0417-02-A-000001',
  to: 'ann@example.org',
  language: 'de',
  subject: 'Receipt',
  receipt: [
    { kind: 'text', text, weight: 'plain' },
    { kind: 'pair', left: text, right, weight: 'plain' },
    { kind: 'total', left: text, right },
    { kind: 'copy', text },
    { kind: 'rule' },
    { kind: 'qr', text: 'https://shop.example/r/1' },
  ],
  cashier: '7',
});

test('MAIL2: a letter has lines that a receipt has; one of a book is no letter', () => {
  expect(Check(ReceiptMailBody, asking('x'.repeat(1000)))).toBe(true);
  expect(Check(ReceiptMailBody, asking('x'.repeat(1001)))).toBe(false);
  expect(Check(ReceiptMailBody, asking('x', ' '.repeat(1001)))).toBe(false);
});
