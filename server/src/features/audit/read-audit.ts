import { AUDIT_PAGE, type AuditAsk, type AuditPage } from '../../../../src/contracts/audit.ts';
import type { ConsoleMe } from '../../../../src/contracts/console.ts';
import type { Db } from '../../db/pool.ts';
import { AUDITED, auditRow, type ChangeTold } from './audit-row.ts';
import { EDITS, EDITS_OF_STORES } from './edits-told.ts';

/** Without signs that would match anything. */
const likeText = (find: string): string => `%${find.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;

const texts = (names: readonly string[]): string => names.map((name) => `'${name}'`).join(', ');
const ALL_EDITS = texts(Object.keys(EDITS));

/** What says by itself what somebody did, row by row. Placeholders are those of `readAudit`. */
const TOLD = `
  SELECT DISTINCT ON (hlc, origin, n, incarnation) dataset, key, op, value, hlc, origin, n, author,
         (extract(epoch FROM at) * 1000)::bigint AS at_ms, 1 AS rows
    FROM all_changes
   WHERE dataset = ANY ($1::text[])
     AND ($2::bigint IS NULL OR (hlc, origin, n) < ($2::bigint, $3::text, $4::bigint))
     AND ($5 OR (dataset IN ('store-close', 'parked-step')
                 AND split_part(key, '/', 1) = ANY ($6::text[]))
             OR (dataset = 'sign-in' AND author = $7))
     AND ($8::text IS NULL OR key ILIKE $8 OR author ILIKE $8 OR value ILIKE $8)
   ORDER BY hlc DESC, origin DESC, n DESC, incarnation DESC LIMIT ${AUDIT_PAGE + 1}`;

/**
 * What was written in one transaction is one row a dataset: a load of 100,000 prices is a hundred. Nothing is
 * looked for in values: they hold what PINs are checked by. An index has just these rows (migration 0037).
 */
const EDITED = `
  SELECT dataset, min(key) AS key, CASE WHEN bool_and(op = 'del') THEN 'del' ELSE 'put' END AS op,
         NULL::text AS value, hlc, origin, min(n) AS n, min(author) AS author,
         (extract(epoch FROM max(at)) * 1000)::bigint AS at_ms, count(DISTINCT key)::int AS rows
    FROM all_changes
   WHERE $9 AND dataset IN (${ALL_EDITS})
     AND ($2::bigint IS NULL OR hlc <= $2::bigint)
     AND ($5 OR (dataset IN (${texts(EDITS_OF_STORES)})
                 AND split_part(key, '/', 1) = ANY ($6::text[])))
     AND ($8::text IS NULL OR key ILIKE $8 OR author ILIKE $8)
   GROUP BY hlc, origin, dataset
  HAVING $2::bigint IS NULL OR (hlc, origin, min(n)) < ($2::bigint, $3::text, $4::bigint)
   ORDER BY hlc DESC, origin DESC, min(n) DESC LIMIT ${AUDIT_PAGE + 1}`;

/**
 * A page of what was done at head office, newest first. IT sees all of the region; a manager what was
 * done about their own stores, and their own sign-ins.
 */
export async function readAudit(db: Db, person: ConsoleMe, ask: AuditAsk): Promise<AuditPage> {
  const [hlc, site, n] = ask.before?.split('.') ?? [];
  const datasets = Object.keys(AUDITED).filter(
    (name) => ask.kind === undefined || AUDITED[name] === ask.kind,
  );
  const find = ask.find?.trim() ?? '';
  const found = await db.query<ChangeTold>(
    `SELECT page.*,
            CASE WHEN dataset = 'flag' THEN
              (SELECT f.value FROM all_changes f
                WHERE f.dataset = 'flag' AND f.key = page.key
                  AND (f.hlc, f.origin) < (page.hlc, page.origin)
                ORDER BY f.hlc DESC, f.origin DESC LIMIT 1) END AS before,
            CASE WHEN dataset = 'flag' THEN
              EXISTS (SELECT FROM all_changes r WHERE r.dataset = 'release'
                         AND r.hlc = page.hlc AND r.origin = page.origin) END AS of_release
       FROM ((${TOLD}) UNION ALL (${EDITED})
              ORDER BY hlc DESC, origin DESC, n DESC LIMIT ${AUDIT_PAGE + 1}) page
      ORDER BY hlc DESC, origin DESC, n DESC`,
    [
      datasets,
      hlc ?? null,
      site ?? null,
      n ?? null,
      person.role === 'it',
      person.stores,
      `console:${person.subject}`,
      find === '' ? null : likeText(find),
      ask.kind === undefined || ask.kind === 'edit',
    ],
  );
  const rows = found.rows.slice(0, AUDIT_PAGE).map(auditRow);
  return { rows, more: found.rows.length > AUDIT_PAGE };
}
