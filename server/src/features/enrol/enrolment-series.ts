import { seriesOfEnrolment } from '../../../../src/domain/doc-number.ts';
import { enrolmentOfSeries } from '../../../../src/domain/oplog/series.ts';
import { Op, StreamOpenedBody } from '../../../../src/contracts/op.ts';
import { parse, parseJson } from '../../../../src/contracts/parse.ts';
import { TillCredential } from '../../../../src/contracts/region.ts';
import type { Db } from '../../db/pool.ts';
import { peekToken } from '../../keys/signed-token.ts';
import type { SiteContext } from '../../site-context.ts';

/**
 * The series a new enrolment of this till begins with: after every one that was ever given or used
 * (D13). The sites take turns (A, C, E … and B, D, F …), so two that cannot reach each other never
 * give the same. Runs in the redeeming transaction; enrolments of one till wait for each other.
 */
export async function nextEnrolmentSeries(
  tx: Db,
  site: SiteContext,
  { store, till }: { store: string; till: string },
): Promise<string> {
  const tillId = `${site.config.region}-${store}-${till}`;
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`enrol ${tillId}`]);
  const given = await tx.query<{ credential: string }>(
    'SELECT credential FROM enrolment_codes WHERE store = $1 AND till = $2 AND credential IS NOT NULL',
    [store, till],
  );
  const opened = await tx.query<{ raw: Buffer }>(
    'SELECT raw FROM first_ops WHERE till_id = $1 AND raw IS NOT NULL',
    [tillId],
  );
  const used = [
    // Signed by this site itself when it was stored, so only its words are read.
    ...given.rows.map((row) => peekToken(TillCredential, row.credential)?.series),
    ...opened.rows.map(
      (row) => parse(StreamOpenedBody, parseJson(Op, row.raw.toString())?.body)?.series,
    ),
  ].map((series) => (series === undefined ? 0 : (enrolmentOfSeries(series) ?? 0)));
  const sites = site.region.file.sites.map(({ id }) => id).sort();
  const turn = sites.indexOf(site.config.site);
  let ordinal = Math.max(0, ...used) + 1;
  while ((ordinal - 1) % sites.length !== turn) ordinal += 1;
  return seriesOfEnrolment(ordinal);
}
