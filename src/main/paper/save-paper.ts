import { existsSync } from 'node:fs';
import path from 'node:path';
import type { IpcAnswer } from '../../contracts/ipc.ts';
import { saveExport } from '../export/save-export.ts';
import { describeFailure, writeDurably } from '../durable-file.ts';
import type { MainHost } from '../main-host.ts';

type Saved = IpcAnswer<'paper.save'>;
type Kind = 'pdf' | 'csv';

/**
 * Answers `paper.save`: the sheet that lies beside the till's page as a tagged PDF, or the table the page
 * sends. A person says where it goes, but for a folder that `EVERTILL_EXPORT_DIR` names. Durable when it
 * answers.
 */
export function registerPaper(host: MainHost): void {
  host.ipc.handle('paper.save', async ({ name, csv }) => {
    const kind: Kind = csv === undefined ? 'pdf' : 'csv';
    const bytes = csv === undefined ? await host.page.toPdf() : Buffer.from(csv);
    const saved = await save(host, `${name}.${kind}`, kind, bytes);
    if (saved.ok) host.log.info('paper.saved', { kind, bytes: bytes.length });
    else host.log.warn('paper.not-saved', { kind, why: saved.kind });
    return saved;
  });
}

async function save(host: MainHost, name: string, kind: Kind, bytes: Buffer): Promise<Saved> {
  const folder = host.env['EVERTILL_EXPORT_DIR'];
  if (folder !== undefined && folder !== '') {
    const saved = await saveExport(path.resolve(folder), name, bytes);
    return saved.ok ? saved : { ...saved, next: NOT_SAVED };
  }
  const file = await placeFor(host, name, kind);
  if (file === undefined) return { ok: false, kind: 'cancelled', next: '' };
  try {
    const written = await writeDurably(file, bytes, 0o600);
    return written.ok
      ? { ok: true, path: file }
      : { ok: false, kind: written.kind, next: NOT_SAVED };
  } catch (error) {
    return { ok: false, kind: describeFailure(error).kind, next: NOT_SAVED };
  }
}

/**
 * Where a person wants it, with its ending: not every desktop's dialog adds it. It asks itself before a
 * file is replaced, but only for the name that was typed, so one that lies there is asked for anew.
 */
async function placeFor(host: MainHost, name: string, kind: Kind): Promise<string | undefined> {
  const typed = await host.page.askPlace(name, kind);
  if (typed === undefined || path.extname(typed).toLowerCase() === `.${kind}`) return typed;
  const whole = `${typed}.${kind}`;
  return existsSync(whole) ? placeFor(host, whole, kind) : whole;
}

const NOT_SAVED = 'The file could not be written there. Choose another place.';
