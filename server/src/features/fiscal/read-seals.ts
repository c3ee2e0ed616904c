import { DocumentSignedBody, SigningOutageBody } from '../../../../src/contracts/signing-device.ts';
import { parse } from '../../../../src/contracts/parse.ts';
import type { ToldOp } from '../books/told-op.ts';
import type { Closing } from './dsfinvk-rows.ts';
import { isDue, NOTHING_TOLD } from './tse-rows.ts';

/**
 * What became of each document's signature, by till and document. A document's paper may say that there
 * is none and the device have signed it all the same: then the signature counts (TSE5).
 */
export function sealsOf(ops: readonly ToldOp[]): Map<string, Map<string, DocumentSignedBody>> {
  const tills = new Map<string, Map<string, DocumentSignedBody>>();
  for (const { store, till, op } of ops) {
    const seal = op.kind === 'document-signed' ? parse(DocumentSignedBody, op.body) : undefined;
    if (seal === undefined) continue;
    const own = tills.get(`${store}-${till}`) ?? new Map<string, DocumentSignedBody>();
    tills.set(`${store}-${till}`, own);
    if (own.get(seal.doc_id)?.signed === undefined) own.set(seal.doc_id, seal);
  }
  return tills;
}

const time = (ms: number): string => new Date(ms).toISOString();

/** Outages of the day's devices, each with its end where that is told. */
export function outagesOf(ops: readonly ToldOp[]): string[] {
  const found = new Map<string, SigningOutageBody>();
  for (const { op } of ops) {
    const outage = op.kind === 'signing-outage' ? parse(SigningOutageBody, op.body) : undefined;
    if (outage === undefined) continue;
    const key = `${outage.client} ${outage.began_ms}`;
    if (found.get(key)?.ended_ms === undefined) found.set(key, outage);
  }
  return [...found.values()].map(({ client, began_ms, ended_ms, why, unsigned }) => {
    const end = ended_ms === undefined ? 'not over on this day' : `until ${time(ended_ms)}`;
    const told = ended_ms === undefined ? '' : `, ${unsigned} documents without a signature`;
    return `the signing device of ${client} failed (${why}) from ${time(began_ms)}, ${end}${told}`;
  });
}

/** Which documents of a closing have no signature, and why; a document nobody told of is a fault. */
export function unsignedOf({ z, bons, signing }: Closing): { notes: string[]; faults: string[] } {
  const said = { notes: [] as string[], faults: [] as string[] };
  if (!signing.isOn) return said;
  const named = `Z ${z.store}-${z.till}-${z.series}-${z.z_no}`;
  for (const bon of bons) {
    const { id } = bon;
    const note = bon.note === '' ? (bon.positions[0]?.text ?? id) : bon.note;
    const seal = signing.seals.get(id);
    if (seal === undefined && !isDue(bon, signing)) continue;
    if (seal === undefined) said.faults.push(`${named}: ${note}: ${NOTHING_TOLD}`);
    else if (seal.signed === undefined)
      said.notes.push(
        `${named}: ${note} is not signed: ${seal.unsigned?.why ?? 'nobody says why'}`,
      );
    else if (seal.is_late === true)
      said.notes.push(`${named}: ${note} was signed late: its receipt says that it is not`);
  }
  if ([...signing.seals.values()].some(({ signed }) => signed?.is_simulator === true))
    said.notes.push(`${named}: signed by a SIMULATOR, which proves nothing to an authority`);
  return said;
}
