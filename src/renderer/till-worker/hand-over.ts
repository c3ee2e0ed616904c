import { ExportName } from '../../contracts/export-file.ts';
import { parse } from '../../contracts/parse.ts';
import { must } from '../../domain/assert.ts';
import { webExportCipher } from '../../sync/adapters/web-export-cipher.ts';
import { waitingBatches } from '../../sync/core/export-batches.ts';
import { sealExport, type ExportTools } from '../../sync/core/export-seal.ts';
import type { LocalStore } from '../../sync/core/ports.ts';
import type { ExportAnswer, HandOverView } from '../shared/hand-over-api.ts';
import type { Refusal } from '../shared/till-api.ts';
import type { Enrolled } from './enrolled.ts';
import type { HostLink } from './host-link.ts';
import { later } from '../shared/words/say.ts';

const utf8 = new TextEncoder();
const text = new TextDecoder();

/** The tools of an export file as the worker has them. */
export const EXPORT_TOOLS: ExportTools = {
  utf8: (t) => utf8.encode(t),
  text: (b) => text.decode(b),
  base64: (b) => btoa(Array.from(b, (byte) => String.fromCharCode(byte)).join('')),
  cipher: webExportCipher,
};

export type ExportPorts = {
  host: HostLink;
  store: Pick<LocalStore, 'load' | 'readOps'>;
  identity: Pick<Enrolled, 'region' | 'till_id' | 'store' | 'till' | 'profile'>;
  /** By head office's clock, ms. */
  nowMs: () => number;
  /** Records to be read in all, as the sync loop counts them. */
  total: number;
  show: (view: HandOverView | undefined) => void;
};

const NOTHING: Refusal = {
  ok: false,
  kind: 'nothing-waits',
  next: later('Nothing waits: every record of this till is at both sites.'),
};
const NO_KEY: Refusal = {
  ok: false,
  kind: 'no-key',
  next: later(
    'This till could not sign the file. Restart it and export again; the sales stay safe here.',
  ),
};

/** Everything that is not confirmed, sealed and saved. The till keeps it all and goes on sending. */
export async function exportWaiting(p: ExportPorts): Promise<ExportAnswer | Refusal> {
  try {
    const batches = await waitingBatches(p.store, (done) =>
      p.show({ doing: 'export', done, total: Math.max(done, p.total) }),
    );
    if (batches.length === 0) return NOTHING;
    const ends = batches.map(({ ops }) => must(ops.at(-1), 'a last op').opId);
    const vouched = await p.host.invoke('identity.vouch', { op_ids: ends });
    if (!vouched.ok) return NO_KEY;
    const { credential, sigs } = vouched;
    const { region, till_id: tillId } = p.identity;
    const voucher = { region, tillId, credential, sigs };
    const atMs = p.nowMs();
    const file = await sealExport(EXPORT_TOOLS, voucher, batches, atMs);
    const saved = await p.host.invoke('export.save', {
      name: exportName(p.identity, atMs),
      bytes: file.bytes,
    });
    if (!saved.ok) return saved;
    return { ok: true, code: file.code, path: saved.path, records: file.ops };
  } finally {
    p.show(undefined);
  }
}

/** Swedish dates are ISO dates: 2026-11-21 17:05. */
function exportName(identity: ExportPorts['identity'], atMs: number): string {
  const when = new Date(atMs).toLocaleString('sv-SE', {
    timeZone: identity.profile.time_zone,
    dateStyle: 'short',
    timeStyle: 'short',
  });
  const stamp = when.replace(' ', 'T').replaceAll(/[-:]/g, '').replace('T', '-');
  const name = `evertill-export-${identity.store}-${identity.till}-${stamp}.evertill`;
  return must(parse(ExportName, name), 'a name of an export file');
}
