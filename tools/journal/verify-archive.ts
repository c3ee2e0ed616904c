import type { KeyObject } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseJson } from '../../src/contracts/parse.ts';
import { TillCredential } from '../../src/contracts/region.ts';
import { deriveStreamId } from '../../src/domain/oplog/op-id.ts';
import {
  foundId,
  readEntry,
  zLine,
  type ArchiveEntry,
} from '../../server/src/features/archive/archive-entry.ts';
import { lacksOf } from '../../server/src/features/archive/archive-lacks.ts';
import {
  ArchiveManifest,
  MANIFEST_NAME,
  SIGNATURE_NAME,
  ZS_NAME,
  type ArchivedStream,
} from '../../server/src/features/archive/archive-manifest.ts';
import {
  publicKeyFromText,
  sha256,
  sha256Text,
  verifyText,
} from '../../server/src/keys/ed25519.ts';
import { peekToken } from '../../server/src/keys/signed-token.ts';

/** What an archive was found to be. */
export type ArchiveReport = {
  site: string;
  store: string;
  days: string;
  streams: number;
  entries: number;
  zs: number;
  /** Entries whose till's signature was checked, and those that carry one nobody here has the key of. */
  signed: number;
  unchecked: number;
  /** What of its days is not in it, or not proven, a line each; all else may be good. */
  lacks: string[];
  /** The first thing that is wrong, by file, line and entry; undefined where all is good. */
  bad?: string;
};

export const isArchive = (place: string): boolean => existsSync(path.join(place, MANIFEST_NAME));

/**
 * An archive by itself: its manifest is the site's (`key`; undefined: not looked at), its files are those
 * the manifest names, each entry follows from the ones before it, and signatures are the tills'.
 */
export function verifyArchive(folder: string, key: KeyObject | undefined): ArchiveReport {
  const none = { site: '', store: '', days: '', streams: 0, entries: 0, zs: 0 };
  const report: ArchiveReport = { ...none, signed: 0, unchecked: 0, lacks: [] };
  const text = readFileSync(path.join(folder, MANIFEST_NAME));
  const manifest = parseJson(ArchiveManifest, text.toString('utf8'));
  if (manifest === undefined) return { ...report, bad: `${MANIFEST_NAME}: it is no manifest` };
  const { site, store, from, until, streams } = manifest;
  Object.assign(report, { site, store, days: `${from} to ${until}`, streams: streams.length });
  const bad = whyNotSigned(folder, text, manifest, key) ?? whyOtherFiles(folder, manifest);
  if (bad !== undefined) return { ...report, bad };
  report.lacks.push(...lacksOf(manifest));
  const zs: string[] = [];
  for (const stream of streams) {
    const found = walkStream(folder, stream, keysOf(manifest, stream.till_id));
    report.entries += found.entries;
    report.signed += found.signed;
    report.unchecked += found.unchecked;
    zs.push(...found.zs);
    if (found.unsigned !== undefined) report.lacks.push(`${stream.file}: ${found.unsigned}`);
    if (found.bad !== undefined) return { ...report, bad: `${stream.file}, ${found.bad}` };
  }
  report.zs = zs.length;
  const told = readFileSync(path.join(folder, ZS_NAME), 'utf8');
  if (told !== zs.join('')) return { ...report, bad: whyOtherZs(told, zs) };
  return manifest.zs.count === zs.length && isSame(told, manifest.zs)
    ? report
    : { ...report, bad: `${ZS_NAME}: it is not what the manifest names` };
}

function whyNotSigned(
  folder: string,
  text: Buffer,
  { site, site_key: own }: ArchiveManifest,
  key: KeyObject | undefined,
): string | undefined {
  const file = path.join(folder, SIGNATURE_NAME);
  if (!existsSync(file)) return `${SIGNATURE_NAME} is missing`;
  const sig = readFileSync(file, 'utf8').trim();
  // By the key the manifest names itself a changed byte shows also where nobody gave the site's.
  const by = key ?? publicKeyFromText(own);
  if (by !== undefined && verifyText(by, 'archive', sha256Text(text), sig)) return undefined;
  return `${MANIFEST_NAME}: site ${site} did not sign it as it is`;
}

function whyOtherFiles(folder: string, { streams }: ArchiveManifest): string | undefined {
  const named = new Set([MANIFEST_NAME, SIGNATURE_NAME, ZS_NAME, ...streams.map((s) => s.file)]);
  const held = new Set(readdirSync(folder));
  const missing = [...named].find((name) => !held.has(name));
  if (missing !== undefined) return `${missing} is missing`;
  const more = [...held].find((name) => !named.has(name));
  return more === undefined ? undefined : `${more}: the manifest does not name it`;
}

/** Keys of every machine that the till ever was. */
function keysOf({ credentials }: ArchiveManifest, tillId: string): KeyObject[] {
  return credentials.flatMap((token) => {
    const said = peekToken(TillCredential, token);
    const key = said?.till_id === tillId ? publicKeyFromText(said.key) : undefined;
    return key === undefined ? [] : [key];
  });
}

type Walked = {
  entries: number;
  signed: number;
  unchecked: number;
  zs: string[];
  /** Entries of a known till that no signature covers. */
  unsigned?: string;
  bad?: string;
};

/** An entry's place in the chain, and whether the till signed there. */
type Link = { seq: number; prev: string; link: string; isSigned: boolean };

const LF = 10;

function walkStream(folder: string, told: ArchivedStream, keys: readonly KeyObject[]): Walked {
  const { stream, till_id: till, salt } = told;
  const walked: Walked = { entries: 0, signed: 0, unchecked: 0, zs: [] };
  if (salt !== undefined && deriveStreamId(sha256, till, salt) !== stream)
    return { ...walked, bad: `line 1: stream ${stream} is not one of till ${till}` };
  const bytes = readFileSync(path.join(folder, told.file));
  const follows = new Map(told.begins_after.map((id) => [id, told.from_seq - 1]));
  const links: Link[] = [];
  let start = 0;
  for (let end = bytes.indexOf(LF); end >= 0; end = bytes.indexOf(LF, start)) {
    const entry = readEntry(bytes.subarray(start, end));
    const why = whyBad(stream, entry, follows, keys);
    if (entry === undefined || why !== undefined)
      return { ...walked, bad: `line ${walked.entries + 1}${why ?? ': it is no entry'}` };
    walked.entries += 1;
    if (entry.sig !== '') walked[keys.length > 0 ? 'signed' : 'unchecked'] += 1;
    follows.set(entry.link, entry.seq);
    const { seq, prev, link, sig } = entry;
    if (keys.length > 0) links.push({ seq, prev, link, isSigned: sig !== '' });
    const z = zLine(till, stream, entry);
    if (z !== undefined) walked.zs.push(z);
    start = end + 1;
  }
  const bad = whyCut(bytes, start, told, walked.entries, follows);
  if (bad !== undefined) return { ...walked, bad };
  if (links.length > 0 && walked.signed === 0) return { ...walked, bad: UNSIGNED };
  const [first, ...more] = uncovered(links);
  if (first === undefined) return walked;
  return { ...walked, unsigned: `${more.length + 1} entries from ${first} on: ${NOT_COVERED}` };
}

const UNSIGNED = 'the till signed none of its entries';
const NOT_COVERED = 'no signature of the till covers them';

/** Sequences that no signature at them or above them in their chain covers, upwards. */
function uncovered(links: readonly Link[]): number[] {
  const covered = new Set<string>();
  const bare: number[] = [];
  for (const { seq, prev, link, isSigned } of links.toReversed())
    if (isSigned || covered.has(link)) covered.add(prev);
    else bare.push(seq);
  return bare.toReversed();
}

/** Why an entry does not stand where it stands. */
function whyBad(
  stream: string,
  entry: ArchiveEntry | undefined,
  follows: ReadonlyMap<string, number>,
  keys: readonly KeyObject[],
): string | undefined {
  if (entry === undefined) return undefined;
  const { seq, prev, opId, link, sig } = entry;
  if (follows.get(prev) !== seq - 1) return `, entry ${seq}: what it follows is not here`;
  const found = foundId(stream, entry);
  if (found !== opId) return `, entry ${seq}: its id says ${opId}, its bytes make ${found}`;
  if (sig === '' || keys.length === 0) return undefined;
  const isSigned = keys.some((key) => verifyText(key, 'op', link, sig));
  return isSigned ? undefined : `, entry ${seq}: the till did not sign it`;
}

/** Why a file whose entries all hold is still not the one that was written. */
function whyCut(
  bytes: Buffer,
  read: number,
  told: ArchivedStream,
  entries: number,
  ids: ReadonlyMap<string, number>,
): string | undefined {
  if (read < bytes.length) return `line ${entries + 1}: its end is missing`;
  const gone = told.heads.find(({ op_id: id, seq }) => ids.get(id) !== seq);
  if (gone !== undefined || entries !== told.entries) {
    const upTo = `it ends after ${entries} of ${told.entries} entries`;
    return gone === undefined ? upTo : `${upTo}, entry ${gone.seq} is not in it`;
  }
  return isSame(bytes, told) ? undefined : 'its bytes are not those that the manifest names';
}

const isSame = (content: Buffer | string, told: { bytes: number; sha256: string }): boolean =>
  Buffer.byteLength(content) === told.bytes && sha256Text(content) === told.sha256;

function whyOtherZs(told: string, found: readonly string[]): string {
  const lines = told.split('\n').slice(0, -1);
  const at = found.findIndex((line, i) => line !== `${lines[i] ?? ''}\n`);
  return `${ZS_NAME}, line ${(at < 0 ? found.length : at) + 1}: it is not the Z that the entries hold`;
}
