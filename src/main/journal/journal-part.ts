import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { IpcAnswer } from '../../contracts/ipc.ts';
import { isNewer } from '../../domain/oplog/series.ts';
import { openJournal } from '../../domain/oplog/journal.ts';
import type { JournalTail } from '../../domain/oplog/journal-tail.ts';
import { sha256 } from '../identity/ed25519.ts';
import type { TillSession } from '../identity/till-session.ts';
import type { MainHost } from '../main-host.ts';
import { fileJournal } from './file-journal.ts';
import { machineId } from './machine-id.ts';
import { markerFile, type MarkerFile, type Noted } from './marker.ts';

/** Marker writes are gathered so long: they cost a sale nothing, ms. */
const MARKER_EVERY_MS = 1000;

/** Answers the `journal.*` verbs from files under `<state>/journal`. */
export async function registerJournal(
  host: MainHost,
  stateFolder: string,
  session: TillSession,
): Promise<void> {
  const crashAt = host.isPackaged ? undefined : host.env['TILL_CRASH_AT'];
  const files = fileJournal({
    folder: path.join(stateFolder, 'journal'),
    reached: (point, bytes) => {
      // As hard as a power cut: no handler, no flush, no farewell.
      if (isNamed(crashAt, point, bytes)) process.kill(process.pid, 'SIGKILL');
    },
  });
  const marker = markerFile(stateFolder, await machineId());
  const noted = noteHeads(host, stateFolder, marker);
  const journal = openJournal({
    files,
    sha256,
    sign: async (opId) => session.current()?.sign('op', opId),
    tillId: () => session.current()?.tillId,
    dayOf: (raw) => dayOfOp(raw, Date.now()),
    onHead: (tail, isNewStream) => noted.onHead(tail, isNewStream),
  });
  host.onQuit(async () => {
    await noted.flush();
    await files.close();
  });
  host.ipc.handle('journal.open', async (): Promise<IpcAnswer<'journal.open'>> => {
    const opened = await journal.open();
    if (!opened.ok) return opened;
    if (opened.torn_bytes_cut > 0)
      host.log.warn('journal.torn-tail', { bytes: opened.torn_bytes_cut });
    await noted.flush();
    const found = await marker.read();
    if (found === undefined) return opened;
    noted.newestIs(found);
    return { ...opened, marker: found };
  });
  host.ipc.handle('journal.append', async ({ lines, ...stream }) => {
    const answer = await journal.append(stream, lines);
    if (!answer.ok) host.log.error('journal.refused', { kind: answer.kind });
    return answer;
  });
  host.ipc.handle('journal.prune', ({ stream, below }) => journal.prune(stream, below));
  host.ipc.handle('journal.read', async ({ stream, from_seq, limit }) => ({
    lines: await journal.read(stream, from_seq, limit),
  }));
}

/** `<point>`, or `<kind>@<point>` for lines of one kind of op; an op's kind stands in its bytes. */
function isNamed(crashAt: string | undefined, point: string, bytes: Uint8Array): boolean {
  if (crashAt === undefined || crashAt === point) return crashAt === point;
  const [kind, at] = crashAt.split('@');
  return at === point && Buffer.from(bytes).includes(`"kind":"${kind}"`);
}

function noteHeads(host: MainHost, stateFolder: string, marker: MarkerFile) {
  let due: Noted | undefined;
  let timer: NodeJS.Timeout | undefined;
  let newest: Noted | undefined;
  const attempt = async (write: () => Promise<void>): Promise<void> => {
    try {
      await write();
    } catch (error) {
      host.log.warn('marker.not-written', { code: (error as NodeJS.ErrnoException).code ?? '' });
    }
  };
  const flush = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    const now = due;
    due = undefined;
    if (now !== undefined) await attempt(() => marker.update(now));
  };
  return {
    flush,
    newestIs: (found: Noted) => void (newest = found),
    async onHead({ header, headSeq }: JournalTail, isNewStream: boolean): Promise<void> {
      const noted = { stream: header.stream, series: header.series, head_seq: headSeq };
      if (!isNewer(noted, newest)) return;
      newest = noted;
      if (isNewStream) {
        await flush();
        await mkdir(stateFolder, { recursive: true, mode: 0o700 });
        return attempt(() => marker.begin(noted));
      }
      due = noted;
      timer ??= setTimeout(() => void flush(), MARKER_EVERY_MS);
    },
  };
}

/** From here on a date has five digits of year and would not sort, or name a file, as others do. */
const YEAR_10000_MS = 253_402_300_800_000;

/** UTC day of an op by its own clock; of now where its bytes do not tell. */
export function dayOfOp(raw: Uint8Array, nowMs: number): string {
  let at: unknown;
  try {
    at = (JSON.parse(Buffer.from(raw).toString()) as { at_ms?: unknown } | null)?.at_ms;
  } catch {
    at = undefined;
  }
  const ms = typeof at === 'number' && at >= 0 && at < YEAR_10000_MS ? at : nowMs;
  return new Date(ms).toISOString().slice(0, 10);
}
