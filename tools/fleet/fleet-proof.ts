import pg from 'pg';
import type { Site } from '../region/site-pair.ts';
import { waitUntil } from '../region/wait-until.ts';
import type { Told } from './fleet-store.ts';

/** What one site has of all the tills told; an honest run has zeros behind `told`. */
export type SiteProof = {
  site: string;
  told: number;
  sales: number;
  /** Told by a till, not held by the site. */
  lost: number;
  /** In the read model more than once, or an op no till told: each would be counted as a sale. */
  doubled: number;
  /** Sales the read model has, and those it has that were told. */
  documents: number;
};

const PROJECTED_WITHIN_MS = 300_000;

async function rows<R extends pg.QueryResultRow>(site: Site, text: string): Promise<R[]> {
  const client = new pg.Client({ connectionString: site.postgres.url });
  await client.connect();
  try {
    return (await client.query<R>(text)).rows;
  } finally {
    await client.end();
  }
}

const ids = async (site: Site, sql: string): Promise<string[]> =>
  (await rows<{ id: string }>(site, sql)).map((r) => r.id);

/** `stream/op id`, both as the database writes bytes in hex. */
const LOG_IDS = `SELECT DISTINCT encode(stream_id, 'hex') || '/' || encode(op_id, 'hex') AS id FROM all_ops`;
const DOCUMENT_IDS = `SELECT encode(stream_id, 'hex') || '/' || encode(op_id, 'hex') AS id FROM projection.documents`;

const hex = (base64url: string): string => Buffer.from(base64url, 'base64url').toString('hex');
const idOf = ({ stream, opId }: Told): string => `${hex(stream)}/${hex(opId)}`;

/** Waits until a site's read model has as many documents as were sold, or no longer moves. */
async function projected(site: Site, sales: number, before: number): Promise<void> {
  await waitUntil(`site ${site.id} to project ${sales} sales`, PROJECTED_WITHIN_MS, async () => {
    const [found] = await rows<{ n: number }>(
      site,
      'SELECT count(*)::int AS n FROM projection.documents',
    );
    return (found?.n ?? 0) - before >= sales ? true : undefined;
  }).catch(() => undefined);
}

/** How many sales and ops a site had before the run, so that two runs may share a pair. */
export async function sitesBefore(
  site: Site,
): Promise<{ ops: Set<string>; documents: Set<string> }> {
  return {
    ops: new Set(await ids(site, LOG_IDS)),
    documents: new Set(await ids(site, DOCUMENT_IDS)),
  };
}

/** Compares every op the tills told with the site's logs and its read model. */
export async function proveSite(
  site: Site,
  told: readonly Told[],
  before: Awaited<ReturnType<typeof sitesBefore>>,
): Promise<SiteProof> {
  const own = new Set(told.map(idOf));
  const ownSales = new Set(told.filter((t) => t.kind === 'sale').map(idOf));
  await projected(site, ownSales.size, before.documents.size);
  const held = (await ids(site, LOG_IDS)).filter((id) => !before.ops.has(id));
  const documents = (await ids(site, DOCUMENT_IDS)).filter((id) => !before.documents.has(id));
  const heldSet = new Set(held);
  const documentSet = new Set(documents);
  const count = (all: Iterable<string>, is: (id: string) => boolean): number =>
    Array.from(all).filter(is).length;
  return {
    site: site.id,
    told: own.size,
    sales: ownSales.size,
    lost: count(own, (id) => !heldSet.has(id)) + count(ownSales, (id) => !documentSet.has(id)),
    doubled:
      count(heldSet, (id) => !own.has(id)) +
      count(documentSet, (id) => !ownSales.has(id)) +
      (documents.length - documentSet.size) +
      (told.length - own.size),
    documents: documents.length,
  };
}
