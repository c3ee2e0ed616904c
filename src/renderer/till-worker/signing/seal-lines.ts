import { Type } from 'typebox';
import type { ReceiptDoc, ReceiptLine } from '../../../contracts/receipt-doc.ts';
import { parse } from '../../../contracts/parse.ts';
import { DocumentSignedBody } from '../../../contracts/signing-device.ts';
import type { Seal } from '../../../domain/signing/device-signature.ts';
import { receiptSquare } from '../../../domain/signing/receipt-square.ts';
import { sayToCustomer } from '../../shared/words/say.ts';

/** UTC, as the square has it. */
const isoTime = (ms: number): string => new Date(ms).toISOString();

type Weight = 'plain' | 'strong' | 'quiet';
const text = (words: string, weight: Weight = 'quiet'): ReceiptLine => ({
  kind: 'text',
  text: words,
  weight,
});
const pair = (left: string, right: string): ReceiptLine => ({
  kind: 'pair',
  left,
  right,
  weight: 'quiet',
});

/** Of what was told of a signature: all that a receipt shows. */
const Shown = Type.Omit(DocumentSignedBody, ['doc_id', 'doc_no']);

/**
 * What a German receipt says of its signature, in words and as a square; or that it has none (TSE2, TSE4).
 * Read anew whoever gives it: it may come from a row of another build, or from another till by head office.
 */
export function sealLines(seal: Seal): ReceiptDoc {
  const told = parse(Shown, seal);
  const square = told && receiptSquare(told, isoTime);
  if (told?.signed === undefined || square === undefined)
    return [
      { kind: 'rule' },
      text(sayToCustomer('Signing device failed: this receipt is not signed.'), 'strong'),
    ];
  const { signed, client } = told;
  return [
    { kind: 'rule' },
    ...(signed.is_simulator === true
      ? [text(sayToCustomer('SIMULATED signing device: worth nothing for tax.'), 'strong')]
      : []),
    ...(told.is_late === true
      ? [text(sayToCustomer('Signed late: the first receipt says it is not signed.'))]
      : []),
    pair(sayToCustomer('Till at the device'), client),
    pair(sayToCustomer('Transaction'), String(signed.transaction)),
    pair(sayToCustomer('Signature counter'), String(signed.counter)),
    pair(sayToCustomer('Begun'), isoTime(signed.started_ms)),
    pair(sayToCustomer('Ended'), isoTime(signed.logged_ms)),
    text(sayToCustomer('Signing device {serial}', { serial: signed.serial })),
    text(sayToCustomer('Signature {signature}', { signature: signed.signature })),
    { kind: 'qr', text: square, is_bare: true },
  ];
}
