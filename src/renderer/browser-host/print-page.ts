import type { IpcAnswer, IpcArg } from '../../contracts/ipc.ts';
import { offerDownload } from './offer-download.ts';

/** A browser prints the page itself, also into a PDF, and asks where; a table is a download. */
export async function printPage({
  name,
  csv,
}: IpcArg<'paper.save'>): Promise<IpcAnswer<'paper.save'>> {
  if (csv !== undefined)
    return offerDownload({ name: `${name}.csv`, bytes: new TextEncoder().encode(csv) });
  print();
  return { ok: true, path: '' };
}
