import { compareVersions } from '../../../../src/contracts/compare-versions.ts';
import type { ReleaseState } from '../../../../src/domain/release/compose-release.ts';
import type { Standing } from '../../../../src/domain/release/decide-action.ts';
import type { Db } from '../../db/pool.ts';
import { championOf, outOf, readBuildBook } from './build-book.ts';

/** Why a release of a build may not start, in words; undefined: it may (BLD6). */
export async function buildUnfit(db: Db, { release }: ReleaseState): Promise<string | undefined> {
  if (release.kind !== 'build' || release.build === undefined) return undefined;
  const book = await readBuildBook(db);
  const champion = championOf(book);
  if (!book.builds.has(release.build)) return `build ${release.build} is not published`;
  if (champion === undefined) return 'no build is the champion, so there would be no way back';
  if (champion === release.build) return `build ${release.build} is the champion already`;
  if (compareVersions(release.build, champion) < 0)
    return `build ${release.build} is older than the champion ${champion}: tills would take it for a way back`;
  const other = outOf(book).find(({ release: { id } }) => id !== release.id);
  return other === undefined ? undefined : `release ${other.release.id} brings another build now`;
}

type Told = { guards: Exclude<Standing['guards'], 'well' | 'unsure'>; why: string };

/**
 * What tills say of the build (BLD7): come back from by themselves in two stores, or in a pilot of one, it
 * must go; in one store of several a person must look. So they must where tills do not take it, since they
 * came back from it in an earlier release: such a pilot would look well, and nobody would run it. Files that
 * were damaged on one till's own disk are that till's fault; on two tills' a person looks. Told
 * before the stage began, or before somebody resumed, a failure counts no more, at whichever site it is
 * heard first.
 */
export async function buildVerdict(
  db: Db,
  state: ReleaseState,
  pilot: readonly string[],
): Promise<Told | undefined> {
  const { release, stageSinceMs, resumes } = state;
  if (release.build === undefined) return undefined;
  const since = Math.max(stageSinceMs, ...resumes.map(({ t }) => t.at_ms));
  const found = await db.query<{ failed: number; damaged: number; refused: number }>(
    `SELECT count(DISTINCT store) FILTER (WHERE is_new AND NOT is_damaged)::int AS failed,
            count(*) FILTER (WHERE is_new AND is_damaged)::int AS damaged,
            count(DISTINCT store) FILTER (WHERE refuses = $1)::int AS refused
       FROM build_asks,
            LATERAL (SELECT failed = $1 AND failed_at >= to_timestamp($2::float8 / 1000) AS is_new,
                            coalesce(why = 'damaged', false) AS is_damaged) t
      WHERE (failed = $1 OR refuses = $1) AND store = ANY ($3) AND till_id <> ALL ($4)`,
    [release.build, since, pilot, heardBefore(state)],
  );
  const { failed = 0, damaged = 0, refused = 0 } = found.rows[0] ?? {};
  if (failed > 1 || (failed === 1 && pilot.length === 1))
    return { guards: 'rollback', why: 'tills came back from the build by themselves' };
  if (failed === 1)
    return { guards: 'hold', why: 'tills of one store came back from the build by themselves' };
  if (damaged > 1)
    return { guards: 'hold', why: 'the files of the build were damaged on several tills' };
  if (refused === 0) return undefined;
  return { guards: 'hold', why: 'tills do not take the build: they came back from it before' };
}

/** Tills whose word on the build somebody who resumed knew: by the resume, or by the hold that it lifted. */
function heardBefore({ history, resumes }: ReleaseState): string[] {
  const known = new Set(resumes.flatMap(({ t }) => [t.id, ...t.saw]));
  return history.flatMap(({ t }) => (known.has(t.id) ? (t.heard ?? []) : []));
}

/** Tills of a step carry at most; a pilot that so many came back from is not resumed. */
const MOST_HEARD = 1000;

/** Tills that told this site that they came back from the release's build by themselves, or do not take it. */
export async function tillsHeard(db: Db, { release }: ReleaseState): Promise<string[]> {
  if (release.build === undefined) return [];
  const found = await db.query<{ till: string }>(
    `SELECT till_id AS till FROM build_asks
      WHERE failed = $1 OR refuses = $1
      ORDER BY failed_at DESC NULLS LAST LIMIT ${MOST_HEARD}`,
    [release.build],
  );
  return found.rows.map(({ till }) => till);
}
