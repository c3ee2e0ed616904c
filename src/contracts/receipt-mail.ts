import { Type, type Static } from 'typebox';
import { MAIL_ADDRESS } from './mail-address.ts';
import { ReceiptDoc } from './receipt-doc.ts';

const Words = Type.Optional(Type.String({ maxLength: 1000 }));

/** No line of it is a book: head office lays out what any till's key may have signed. */
const LetterDoc = Type.Unsafe<ReceiptDoc>(
  Type.Intersect([ReceiptDoc, Type.Array(Type.Object({ text: Words, left: Words, right: Words }))]),
);

/** A receipt shall go to its customer by e-mail; head office sends it once it knows of this (MAIL1). */
export const ReceiptMailBody = Type.Object({
  doc_id: Type.String({ maxLength: 100 }),
  doc_no: Type.String({ maxLength: 100 }),
  /** Personal: it stands here and in the letter alone. */
  to: Type.String({ pattern: MAIL_ADDRESS }),
  /** As the store speaks to its customers. */
  language: Type.String({ pattern: '^[a-z]{2}$' }),
  subject: Type.String({ minLength: 1, maxLength: 200, pattern: '^[^\\u0000-\\u001f]*$' }),
  /** As on paper, without what proves something twice. */
  receipt: LetterDoc,
  cashier: Type.String({ maxLength: 100 }),
});
export type ReceiptMailBody = Static<typeof ReceiptMailBody>;
