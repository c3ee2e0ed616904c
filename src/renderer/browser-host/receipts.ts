import type { IpcAnswer } from '../../contracts/ipc.ts';
import { storageFailure, type HostDb } from './host-db.ts';
import { say } from '../shared/words/say.ts';

type Kept = { doc_no: string; text: string };
const NAME = 'receipts';
const KEPT = 50;

/** A browser has no printer of its own: the newest receipts stay readable, the oldest go. */
export async function keepReceipt(db: HostDb, receipt: Kept): Promise<IpcAnswer<'receipt.print'>> {
  // A job for the drawer alone has no words, and a page has no drawer.
  if (receipt.text === '') return { ok: true };
  try {
    const held = (await db.get(NAME)) as Kept[] | undefined;
    const others = (held ?? []).filter(({ doc_no }) => doc_no !== receipt.doc_no);
    await db.put(NAME, [...others, receipt].slice(-KEPT));
    return { ok: true };
  } catch (error) {
    const next = say('The receipt could not be kept. The sale is safe; print again.');
    return { ok: false, kind: storageFailure(error), next };
  }
}
