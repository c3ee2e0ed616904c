import type { ReceiptDoc } from '../../../contracts/receipt-doc.ts';

/** A receipt with every kind of line, and signs of several alphabets. */
export const RECEIPT: ReceiptDoc = [
  { kind: 'drawer' },
  { kind: 'text', text: 'Evertill Markt GmbH', weight: 'strong' },
  { kind: 'pair', left: 'Marktplatz', right: 'DE123456789', weight: 'strong' },
  { kind: 'rule' },
  { kind: 'text', text: '0417-02-A-000123', weight: 'strong' },
  { kind: 'pair', left: '21.11.26, 10:27 +01:00', right: 'Cashier 1001', weight: 'quiet' },
  { kind: 'rule' },
  { kind: 'pair', left: 'Käse aus Österreich  0,250 × 19,90', right: '4,98', weight: 'plain' },
  {
    kind: 'pair',
    left: 'Wholegrain bread with five kinds of seeds, sliced, in a paper bag',
    right: '3,49',
    weight: 'plain',
  },
  { kind: 'pair', left: 'Győri Édes · Žitný chléb', right: '2,29', weight: 'plain' },
  { kind: 'pair', left: 'Pfand € 0,25', right: '-0,25', weight: 'plain' },
  { kind: 'total', left: 'Total EUR', right: '10,51' },
  { kind: 'pair', left: 'MwSt 7 %', right: '0,69', weight: 'quiet' },
  { kind: 'pair', left: 'Cash', right: '20,00', weight: 'plain' },
  { kind: 'pair', left: 'Change', right: '9,49', weight: 'strong' },
  { kind: 'rule' },
  { kind: 'text', text: 'Vielen Dank für Ihren Einkauf', weight: 'plain' },
  { kind: 'qr', text: 'EV1/0417-02-A-000123/2026-11-21/1051/EUR/0123456789ABCDEF' },
  { kind: 'cut' },
];

/** The same sheet as a copy. */
export const COPY: ReceiptDoc = [
  { kind: 'copy', text: 'COPY 1' },
  ...RECEIPT.filter(({ kind }) => kind !== 'drawer' && kind !== 'cut'),
  { kind: 'copy', text: 'COPY 1' },
  { kind: 'cut' },
];
