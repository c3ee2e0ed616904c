import { importBody, type ReadExport } from '../../sync/core/export-body.ts';
import { openExport } from '../../sync/core/export-seal.ts';
import { EXPORT_FAULTS } from '../../sync/core/export-words.ts';
import type { StreamRow } from '../../sync/core/ports.ts';
import type { OpsAnswer } from '../../contracts/wire.ts';
import type { Outcome } from '../../sync/core/verdict.ts';
import type { HandOverView, ImportAnswer } from '../shared/hand-over-api.ts';
import type { Refusal } from '../shared/till-api.ts';
import { EXPORT_TOOLS } from './hand-over.ts';
import { later } from '../shared/words/say.ts';

export type HandInPorts = {
  region: string;
  /** In the order they are to be asked. */
  sites: readonly string[];
  stream: () => StreamRow;
  send: (site: string, stream: StreamRow, body: Uint8Array) => Promise<Outcome<OpsAnswer>>;
  show: (view: HandOverView | undefined) => void;
};

/** Refusals of a batch that another site would repeat: the batch itself is at fault. */
const FINAL: ReadonlySet<string> = new Set([
  'malformed-request',
  'not-authentic',
  'wrong-stream',
  'wrong-region',
  'chain-mismatch',
  'too-large',
]);

const NO_SITE: Refusal = {
  ok: false,
  kind: 'no-site',
  next: later(
    'Head office does not answer. Keep file and code and import again later; nothing counts twice.',
  ),
};
const REFUSED: Refusal = {
  ok: false,
  kind: 'refused',
  next: later(
    'Head office did not take this file. Keep file and code and call IT; the sales are in the file.',
  ),
};

/** Sends each batch of another till's file to a site. Stopped half-way, it may simply be done again. */
export async function handIn(
  p: HandInPorts,
  bytes: Uint8Array,
  code: string,
): Promise<ImportAnswer | Refusal> {
  const opened = await openExport(EXPORT_TOOLS, bytes, code, p.region);
  if (!opened.ok) return { ok: false, kind: opened.error, next: EXPORT_FAULTS[opened.error] };
  try {
    return await sendAll(p, opened.value);
  } finally {
    p.show(undefined);
  }
}

async function sendAll(
  p: HandInPorts,
  { manifest, batches }: ReadExport,
): Promise<ImportAnswer | Refusal> {
  const told = { fresh: 0, refused: 0, site: '' };
  let sites = [...p.sites];
  let done = 0;
  for (const batch of batches) {
    p.show({ doing: 'import', done, total: manifest.ops });
    const body = importBody(EXPORT_TOOLS, manifest.credential, batch);
    const taken = await sendOne(p, sites, body);
    if (taken === 'nobody') return NO_SITE;
    if (taken === 'refused') told.refused += batch.header.count;
    else {
      told.fresh += taken.fresh;
      told.site = taken.site;
      // Who took this one is asked first for the next.
      sites = [taken.site, ...sites.filter((site) => site !== taken.site)];
    }
    done += batch.header.count;
  }
  if (done > 0 && told.refused === done) return REFUSED;
  return { ok: true, tillId: manifest.till_id, records: manifest.ops, ...told };
}

async function sendOne(
  p: HandInPorts,
  sites: readonly string[],
  body: Uint8Array,
): Promise<{ site: string; fresh: number } | 'refused' | 'nobody'> {
  for (const site of sites) {
    const outcome = await p.send(site, p.stream(), body);
    if (outcome.kind === 'answer') return { site, fresh: outcome.answer.new };
    if (outcome.kind === 'refusal' && FINAL.has(outcome.problem ?? '')) return 'refused';
  }
  return 'nobody';
}
