import type {
  BuildRow,
  BuildsView,
  ChampionRow,
  MakeChampion,
  PublishBuild,
} from '../../../../src/contracts/build-feed.ts';
import { ProblemError } from '../../problem-error.ts';
import type { SiteContext } from '../../site-context.ts';
import { ALERT_AFTER } from '../admin/till-alerts.ts';
import { appendChanges } from '../changes/append-changes.ts';
import type { Db } from '../../db/pool.ts';
import {
  championOf,
  CHAMPION_KEY,
  isChampionStill,
  keyOf,
  outOf,
  readBuildBook,
} from './build-book.ts';
import { isHere, isWhole } from './build-parts.ts';

/** More tills than a region has; an answer has an end. */
const MOST_TILLS = 20_000;

type Told = {
  till_id: string;
  store: string;
  build: string;
  asked_ms: number;
  failed: string | null;
  why: string | null;
  refuses: string | null;
};

/** Builds and tills as this site knows them; a till that is silent here may be heard at the other site. */
export async function buildsView(site: SiteContext): Promise<BuildsView> {
  const book = await readBuildBook(site.pool);
  const builds: BuildsView['builds'] = [];
  for (const { version, at_ms, files } of book.builds.values()) {
    let here = true;
    for (const file of files) here &&= await isHere(site.pool, file);
    builds.push({ version, at_ms, files, here });
  }
  const found = await site.pool.query<Told>(
    `SELECT till_id, store, build, (extract(epoch FROM asked_at) * 1000)::bigint AS asked_ms,
            failed, why, refuses FROM build_asks ORDER BY till_id LIMIT ${MOST_TILLS}`,
  );
  const silentBefore = site.now() - ALERT_AFTER.silentMs;
  return {
    champion: championOf(book) ?? null,
    builds,
    tills: found.rows.map((row) => ({ ...row, silent: row.asked_ms < silentBefore })),
  };
}

/**
 * Puts a build on offer at this site: its parts must be here and be what their hash says. A version has
 * one set of files for ever; published at the other site before, it is the same row (BLD5).
 */
export async function publishBuild(
  site: SiteContext,
  { who, version, files }: PublishBuild,
): Promise<BuildsView> {
  if (new Set(files.map(({ platform }) => platform)).size < files.length)
    throw new ProblemError('malformed-request', 'a platform comes twice');
  for (const file of files)
    if (!(await isWhole(site.pool, file)))
      throw new ProblemError('malformed-request', `${file.name} is not here, or not what it says`);
  await appendOnce(site, who, { v: 1, version, at_ms: site.now(), files });
  return buildsView(site);
}

async function appendOnce(site: SiteContext, who: string, row: BuildRow): Promise<void> {
  const edit = { ds: 'build', k: keyOf(row.version), op: 'put', v: JSON.stringify(row) } as const;
  const known = (await readBuildBook(site.pool)).builds.get(row.version);
  if (known === undefined) {
    // Behind the lock of every writer: of two that publish at once the second finds the first.
    await appendChanges(site, [{ ...edit, base_hlc: 0 }], who);
    return;
  }
  if (JSON.stringify(known.files) !== JSON.stringify(row.files))
    throw new ProblemError(
      'head-office-conflict',
      `version ${row.version} was published with other files: a build never changes, raise its version`,
    );
}

/**
 * What every store runs that no release says otherwise of, from now on; also where a release was done since.
 * Not while a release of a build is out: it would go round the pilot and take its way back away (BLD6).
 */
export async function makeChampion(
  site: SiteContext,
  { who, version }: MakeChampion,
): Promise<BuildsView> {
  const book = await readBuildBook(site.pool);
  if (!book.builds.has(version))
    throw new ProblemError('not-found', `there is no build ${version}`);
  const row: ChampionRow = { v: 1, version };
  const edit = { ds: 'build', k: CHAMPION_KEY, op: 'put', v: JSON.stringify(row) } as const;
  if (!isChampionStill(book, version)) await appendChanges(site, [edit], who, checkNoneOut);
  return buildsView(site);
}

async function checkNoneOut(tx: Db): Promise<void> {
  const [out] = outOf(await readBuildBook(tx));
  if (out !== undefined)
    throw new ProblemError(
      'head-office-conflict',
      `release ${out.release.id} of a build is out: finish it or take it back first`,
    );
}
