import { sha256 } from '@noble/hashes/sha2.js';
import {
  BUILD_MANIFESTS,
  BuildVersion,
  LONGEST_MANIFEST,
  type BuildFile,
  type BuildWord,
} from '../../../contracts/build-feed.ts';
import type { SlotBook } from '../../../contracts/build-slots.ts';
import type { TransportResult } from '../../../contracts/ipc.ts';
import type { LineAway } from '../../../contracts/line-away.ts';
import { parse, parseJson } from '../../../contracts/parse.ts';
import { Problem, problemKind } from '../../../contracts/problem.ts';
import { readManifest, type ManifestTools } from '../../../contracts/read-manifest.ts';
import type { RegionFile } from '../../../contracts/region.ts';
import { toBase64url } from '../../../domain/oplog/base64url.ts';
import type { BrowserTill } from '../browser-session.ts';
import { fetchDial } from '../fetch-dial.ts';
import { signedFetch } from '../signed-fetch.ts';
import { webTokenTools } from '../web-keys.ts';
import type { BuildTrouble } from './browser-builds.ts';

const TIMES = { firstByteMs: 15_000, totalMs: 60_000 };
/** A build is one file for all platforms; a browser asks for it by the name that Linux has. */
const PLATFORM = 'linux';
const PIECE_BYTES = 128 * 1024;
/** A store's line is for sales: no more than so many bytes a second. */
const BYTES_PER_SECOND = 512 * 1024;
/** A browser holds it in memory while it comes. */
const LARGEST_BYTES = 32 * 1024 * 1024;

const tools: ManifestTools = {
  ...webTokenTools,
  sha256: (text) => toBase64url(sha256(new TextEncoder().encode(text))),
};
const nap = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

type Get = (
  till: BrowserTill,
  site: string,
  path: string,
  more?: Record<string, string>,
) => Promise<TransportResult | undefined>;

/** Signed questions to sites; one whose clock differs says so, and is asked again by its own. */
function signedGets(line: Pick<LineAway, 'holds'>): Get {
  /** Head office's clock minus ours: it says so itself when it refuses ours. */
  let offsetMs = 0;

  return async function get(
    till: BrowserTill,
    site: string,
    path: string,
    more: Record<string, string> = {},
  ): Promise<TransportResult | undefined> {
    const once = async (): Promise<TransportResult | undefined> => {
      if (line.holds(path)) return undefined;
      const call = { site, method: 'GET', path, time_ms: Date.now() + offsetMs } as const;
      const signed = await signedFetch(till, call);
      return signed && fetchDial({ ...signed, headers: { ...signed.headers, ...more }, ...TIMES });
    };
    const answer = await once();
    if (answer?.ok !== true || answer.status !== 401) return answer;
    const problem = parseJson(Problem, new TextDecoder().decode(answer.body));
    const { type = '', server_ms: theirs } = problem ?? {};
    if (problemKind(type) !== 'clock-skew' || theirs === undefined) return answer;
    offsetMs = theirs - Date.now();
    return once();
  };
}

async function fromSite(
  get: Get,
  till: BrowserTill,
  site: string,
  { hash, size }: BuildFile,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const whole = new Uint8Array(size);
  for (let at = 0; at < size; at += PIECE_BYTES) {
    const to = Math.min(at + PIECE_BYTES, size) - 1;
    const range = { range: `bytes=${at}-${to}` };
    const answer = await get(till, site, `/v1/store/builds/files/${hash}`, range);
    const isPiece = answer?.ok === true && answer.status === 206;
    if (!isPiece || answer.body.length !== to - at + 1) return undefined;
    whole.set(answer.body, at);
    await nap((PIECE_BYTES / BYTES_PER_SECOND) * 1000);
  }
  return whole;
}

/** The sites of the till's region, as a till in a browser asks them for builds; each question is signed. */
export function askBuilds(current: () => BrowserTill | undefined, line: Pick<LineAway, 'holds'>) {
  const get = signedGets(line);

  async function askOne(
    till: BrowserTill,
    { id: site, key: siteKey }: RegionFile['sites'][number],
    { failed }: SlotBook,
    build: string,
    { refuses, heldUp }: BuildTrouble,
  ): Promise<BuildWord | undefined> {
    const nonce = toBase64url(crypto.getRandomValues(new Uint8Array(16)));
    const query = new URLSearchParams({
      nonce,
      build,
      ...(failed === null ? {} : { failed: failed.version, why: failed.why }),
      ...(refuses === undefined ? {} : { refuses }),
      ...(heldUp === undefined ? {} : { held_up: heldUp }),
    });
    const path = `/v1/store/builds/${BUILD_MANIFESTS[PLATFORM]}?${query.toString()}`;
    const answer = await get(till, site, path);
    if (answer?.ok !== true || answer.status !== 200) return undefined;
    if (answer.body.length > LONGEST_MANIFEST) return undefined;
    const read = await readManifest(tools, new TextDecoder().decode(answer.body), {
      region: till.region.file.region,
      site,
      siteKey,
      store: till.credential.store,
      tillId: till.credential.till_id,
      platform: PLATFORM,
      nonce,
    });
    return read.ok ? read.word : undefined;
  }

  return {
    async ask(book: SlotBook, build: string, trouble: BuildTrouble): Promise<BuildWord[]> {
      const till = current();
      if (till === undefined || parse(BuildVersion, build) === undefined) return [];
      const { sites } = till.region.file;
      const words = await Promise.all(
        sites.map((site) => askOne(till, site, book, build, trouble)),
      );
      return words.flatMap((word) => word ?? []);
    },

    /** All bytes of a file, slowly, of one site that has it whole and right; undefined: none now. */
    async fetchFile(file: BuildFile): Promise<Uint8Array<ArrayBuffer> | undefined> {
      const till = current();
      if (till === undefined || file.size > LARGEST_BYTES) return undefined;
      for (const { id } of till.region.file.sites) {
        const bytes = await fromSite(get, till, id, file);
        const hash = bytes && new Uint8Array(await crypto.subtle.digest('SHA-512', bytes));
        if (hash !== undefined && toBase64url(hash) === file.hash) return bytes;
      }
      return undefined;
    },
  };
}
