import type { DocumentSignedBody } from '../../../contracts/signing-device.ts';
import type { DocRow } from '../../../sync/core/ports.ts';
import type { Process } from './sign-over.ts';

/** A document that is not signed as far as is known, without its body: an outage may last for days. */
export type Owed = Pick<DocRow, 'docId' | 'docNo' | 'businessDate'> & {
  process: Process;
  /** What was told of it. */
  seal?: DocumentSignedBody | undefined;
  by?: Pick<DocumentSignedBody, 'cashier' | 'shift_id'>;
  /** Of a basket that a kill took: what the device never knew of is told by nobody. */
  isGone?: true;
};
