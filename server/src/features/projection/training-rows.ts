import type { Static } from 'typebox';
import type { SaleBody } from '../../../../src/contracts/op.ts';

/** What was practised at a till in a day: counted, and in no sum of sales (dom-X3). */
export type TrainingSumRow = {
  stream: Buffer;
  businessDate: string;
  currency: string;
  documents: number;
  gross: number;
};

/** Adds one practised document. */
export function addTraining(
  known: Map<string, TrainingSumRow>,
  stream: Buffer,
  { business_date: businessDate, currency, totals }: Static<typeof SaleBody>,
): void {
  const key = `${stream.toString('hex')}|${currency}|${businessDate}`;
  const row = known.get(key) ?? { stream, businessDate, currency, documents: 0, gross: 0 };
  row.documents += 1;
  row.gross += totals.gross;
  known.set(key, row);
}
