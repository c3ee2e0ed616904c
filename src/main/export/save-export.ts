import { access, mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { IpcAnswer } from '../../contracts/ipc.ts';
import { describeFailure, writeDurably, type WriteFailure } from '../durable-file.ts';
import type { MainHost } from '../main-host.ts';
import { stateFolder } from '../state-folder.ts';

type Saved = IpcAnswer<'export.save'>;

/**
 * Answers `export.save`: the file is on disk before anybody is told where it is. `EVERTILL_EXPORT_DIR`
 * names another folder, e.g. a stick that is always in the machine.
 */
export function registerExport(host: MainHost): void {
  host.ipc.handle('export.save', async ({ name, bytes }) => {
    const saved = await saveExport(exportFolder(host), name, bytes);
    if (saved.ok) host.log.info('export.saved', { bytes: bytes.length });
    else host.log.error('export.not-saved', { kind: saved.kind });
    return saved;
  });
}

function exportFolder(host: MainHost): string {
  const named = host.env['EVERTILL_EXPORT_DIR'];
  if (named !== undefined && named !== '') return path.resolve(named);
  return path.join(stateFolder(host), 'exports');
}

/** Writes one file durably. One of that name stays as it is: its code is a different one. */
export async function saveExport(folder: string, name: string, bytes: Uint8Array): Promise<Saved> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    return refusal(describeFailure(error).kind);
  }
  const file = await freeName(folder, name);
  const written = await writeDurably(file, bytes, 0o600);
  return written.ok ? { ok: true, path: file } : refusal(written.kind);
}

async function freeName(folder: string, name: string): Promise<string> {
  const { name: stem, ext } = path.parse(name);
  for (let n = 1; ; n += 1) {
    const file = path.join(folder, n === 1 ? name : `${stem}-${n}${ext}`);
    if (!(await isThere(file))) return file;
  }
}

async function isThere(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch {
    return false;
  }
}

function refusal(kind: WriteFailure): Saved {
  const next =
    kind === 'disk-full'
      ? 'The disk is full. The sales stay safe on this till; free space, then export again.'
      : 'The file could not be written there. The sales stay safe on this till; export again.';
  return { ok: false, kind, next };
}
