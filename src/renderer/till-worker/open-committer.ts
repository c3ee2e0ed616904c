import { sha256 } from '@noble/hashes/sha2.js';
import type { Sale } from '../../domain/sale.ts';
import { Committer, type CrashPoint, type OnDurable } from '../../sync/core/commit.ts';
import type { DocRow, LocalStore, StreamRow } from '../../sync/core/ports.ts';
import type { AlarmKind } from '../shared/alarm-kinds.ts';
import type { HostJournal } from './host-journal.ts';
import type { HostLink } from './host-link.ts';
import { receiptLines, receiptText } from './selling/receipt-view.ts';
import type { AppInfo, Enrolled } from './enrolled.ts';
import { workerClock } from './worker-clock.ts';

const utf8 = new TextEncoder();

/** The commit path on this till's disks, journal and printer. */
export function openCommitter(
  host: HostLink,
  identity: Enrolled,
  info: AppInfo,
  disks: { store: LocalStore; journal: HostJournal },
  current: StreamRow,
  alarm: (kind: AlarmKind, next?: string) => void,
  onDurable: OnDurable,
): Committer {
  const ports = {
    ...disks,
    clock: workerClock,
    sha256,
    utf8: (t: string) => utf8.encode(t),
    print: (doc: DocRow) => print(host, identity, doc),
    reached: (point: CrashPoint, kind: string) => dieAt(host, info, point, kind),
    alarm,
  };
  return new Committer(current, ports, onDurable);
}

async function print(host: HostLink, identity: Enrolled, doc: DocRow): Promise<void> {
  // The document's body is the sale this till wrote.
  const lines = receiptLines(doc.body as Sale, identity.profile);
  const answer = await host.invoke('receipt.print', {
    doc_no: doc.docNo,
    text: receiptText(lines),
    open_drawer: true,
  });
  if (!answer.ok) throw new Error(answer.kind);
}

/** Tests of unpackaged builds name `<point>` or `<kind>@<point>`; everywhere else this does nothing. */
async function dieAt(
  host: HostLink,
  info: AppInfo,
  point: CrashPoint,
  kind: string,
): Promise<void> {
  const named = info.crash_at;
  if (named === undefined || (named !== point && named !== `${kind}@${point}`)) return;
  await host.invoke('app.crash', { point: named });
  await new Promise(() => undefined);
}
