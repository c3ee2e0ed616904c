import type { IpcAnswer, IpcArg } from '../../contracts/ipc.ts';
import { say } from '../shared/words/say.ts';

/** The browser may still be reading the bytes when the click is over, ms. */
const KEEP_MS = 60_000;

/** A page writes no files: the browser puts it where it puts downloads. */
export async function offerDownload({
  name,
  bytes,
}: IpcArg<'export.save'>): Promise<IpcAnswer<'export.save'>> {
  const blob = new Blob([new Uint8Array(bytes)], { type: 'application/octet-stream' });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEEP_MS);
  return { ok: true, path: say('Downloads / {name}', { name }) };
}
