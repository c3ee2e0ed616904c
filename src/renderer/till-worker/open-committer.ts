import { sha256 } from '@noble/hashes/sha2.js';
import type { Sale } from '../../domain/sale.ts';
import { Committer, type CrashPoint, type OnDurable } from '../../sync/core/commit.ts';
import type { DocRow, LocalStore } from '../../sync/core/ports.ts';
import type { Started } from '../../sync/core/start-up.ts';
import type { AlarmKind } from '../shared/alarm-kinds.ts';
import type { RunningShift } from './close/running-shift.ts';
import type { HostJournal } from './host-journal.ts';
import type { HostLink } from './host-link.ts';
import { printSigned } from './signing/print-signed.ts';
import type { SigningDesk } from './signing/signing-desk.ts';
import { toldToDevice } from './signing/told-to-device.ts';
import { printReceipt } from './selling/print-receipt.ts';
import type { ReceiptOf } from './selling/receipt-of.ts';
import { dieAt } from './die-at.ts';
import type { AppInfo } from './enrolled.ts';
import { workerClock } from './worker-clock.ts';

const utf8 = new TextEncoder();

type Committing = {
  alarm: (kind: AlarmKind, next?: string) => void;
  /** An op of this kind is on disk. */
  committed: (kind: string) => void;
  /** One could not be written. */
  failed: (kind: string) => undefined;
};

/** The commit path on this till's disks, journal and printer. */
export function openCommitter(
  host: HostLink,
  receiptOf: ReceiptOf,
  info: AppInfo,
  disks: { store: LocalStore; journal: HostJournal },
  { current, snapshot }: Pick<Started, 'current' | 'snapshot'>,
  { alarm, committed, failed }: Committing,
  running: RunningShift,
  onDurable: OnDurable,
  signing?: SigningDesk,
): Committer {
  const ports = {
    ...disks,
    clock: workerClock,
    sha256,
    utf8: (t: string) => utf8.encode(t),
    // The document's body is the sale this till wrote.
    print: (doc: DocRow) =>
      signing === undefined
        ? printReceipt(host, doc.docNo, receiptOf(doc.body as Sale))
        : printSigned(host, doc, receiptOf, signing),
    reached: (point: CrashPoint, kind: string) => dieAt(host, info, point, kind),
    alarm,
    failed,
  };
  const durable: OnDurable = (row, op) => {
    onDurable(row, op);
    running.committed(op);
    committed(op.kind);
    toldToDevice(signing, op);
  };
  return new Committer(current, ports, durable, snapshot.training);
}
