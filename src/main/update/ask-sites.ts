import { randomBytes } from 'node:crypto';
import {
  BUILD_MANIFESTS,
  LONGEST_MANIFEST,
  type BuildFile,
  type BuildPlatform,
  type BuildWord,
} from '../../contracts/build-feed.ts';
import type { SlotBook } from '../../contracts/build-slots.ts';
import type { LineAway } from '../../contracts/line-away.ts';
import { parseJson } from '../../contracts/parse.ts';
import { Problem, problemKind } from '../../contracts/problem.ts';
import type { RegionFile } from '../../contracts/region.ts';
import type { EnrolledTill } from '../identity/till-session.ts';
import { nodeManifestTools } from '../identity/token-tools.ts';
import type { Log } from '../log.ts';
import type { Connections } from '../transport/connections.ts';
import { makeDial, type Dial } from '../transport/dial.ts';
import { signedRequest } from '../transport/signed-request.ts';
import { readManifest } from '../../contracts/read-manifest.ts';

const TIMES = { connectMs: 5000, firstByteMs: 10_000, totalMs: 60_000 };

export type SitesPorts = {
  till: () => EnrolledTill | undefined;
  connections: Connections;
  line: Pick<LineAway, 'holds'>;
  platform: BuildPlatform;
  log: Log;
};

/** The sites of the till's region, as it asks them for builds; each question is signed. */
export function askSites({ till, connections, line, platform, log }: SitesPorts) {
  const short = makeDial(connections, LONGEST_MANIFEST);
  const long = makeDial(connections);
  /** Head office's clock minus ours: it says so itself when it refuses ours. */
  let offsetMs = 0;

  async function get(dial: Dial, site: string, path: string, more: Record<string, string> = {}) {
    const once = async () => {
      if (line.holds(path)) return undefined;
      const mine = till();
      const call = { site, method: 'GET', path, time_ms: Date.now() + offsetMs } as const;
      const signed = mine === undefined ? undefined : await signedRequest(mine, call);
      if (signed === undefined) return undefined;
      return dial({ ...signed, headers: { ...signed.headers, ...more }, ...TIMES });
    };
    const answer = await once();
    if (answer?.ok !== true || answer.status !== 401) return answer;
    const problem = parseJson(Problem, Buffer.from(answer.body).toString());
    const { type = '', server_ms: theirs } = problem ?? {};
    if (problemKind(type) !== 'clock-skew' || theirs === undefined) return answer;
    offsetMs = theirs - Date.now();
    return once();
  }

  async function askOne(
    { id: site, key: siteKey }: RegionFile['sites'][number],
    book: SlotBook,
    refuses: string | undefined,
    mine: EnrolledTill,
  ) {
    const nonce = randomBytes(16).toString('base64url');
    const { failed } = book;
    const query = new URLSearchParams({
      nonce,
      build: book.now.version,
      ...(failed === null ? {} : { failed: failed.version, why: failed.why }),
      ...(refuses === undefined ? {} : { refuses }),
    });
    const path = `/v1/store/builds/${BUILD_MANIFESTS[platform]}?${query.toString()}`;
    const answer = await get(short, site, path);
    if (answer?.ok !== true || answer.status !== 200) return undefined;
    const read = await readManifest(nodeManifestTools, Buffer.from(answer.body).toString(), {
      region: mine.region.file.region,
      site,
      siteKey,
      store: mine.credential.store,
      tillId: mine.tillId,
      platform,
      nonce,
    });
    if (!read.ok) log.warn('update.manifest-refused', { site, why: read.why });
    return read.ok ? read.word : undefined;
  }

  async function piece(site: string, { hash, size }: BuildFile, from: number, to: number) {
    const path = `/v1/store/builds/files/${hash}`;
    const answer = await get(long, site, path, { range: `bytes=${from}-${to}` });
    if (answer?.ok !== true) return undefined;
    const isWhole = answer.status === 200 && from === 0 && to === size - 1;
    return answer.status === 206 || isWhole ? answer.body : undefined;
  }

  return {
    /** Both are asked each time: each hears so that the till is there, and the one that knows more is obeyed. */
    async ask(book: SlotBook, refuses?: string): Promise<BuildWord[]> {
      const mine = till();
      if (mine === undefined) return [];
      const { sites } = mine.region.file;
      const words = await Promise.all(sites.map((site) => askOne(site, book, refuses, mine)));
      return words.flatMap((word) => word ?? []);
    },
    /** A piece of a file from one site; undefined: it has none now. */
    piece,
    sites: (): string[] => till()?.region.file.sites.map(({ id }) => id) ?? [],
  };
}
