import type { FlagDefinition } from '../../src/contracts/datasets.ts';
import type { ChangeRow } from '../../src/contracts/wire.ts';
import { currencyExponent, isCurrency } from '../../src/domain/currency.ts';
import { normaliseGtin } from '../../src/domain/gtin.ts';
import type { Site } from '../region/site-pair.ts';
import { askAdmin } from './admin-client.ts';
import { badInput } from './demo-error.ts';
import type { Region } from './demo-home.ts';
import { onDatabase } from './on-database.ts';
import { STORES } from './seed/stores.ts';

/** Where an order goes: a site that runs, and the word that opens its admin API. */
export type Desk = { region: Region; site: Site; adminToken: string };

type Asked = Pick<Desk, 'adminToken'> & { site: Pick<Site, 'id' | 'url'> };

async function write(
  { site, adminToken }: Asked,
  rows: readonly object[],
  author = 'demo',
): Promise<void> {
  await askAdmin(site.url, adminToken, '/v1/admin/changes', { author, rows });
}

/** `1.99` in minor units of the currency; at most its decimal places, no sign. */
export function readAmount(text: string, currency: string): number {
  const places = isCurrency(currency) ? currencyExponent(currency) : 2;
  const found = /^(\d{1,9})(?:\.(\d+))?$/.exec(text);
  const [, whole = '', part = ''] = found ?? [];
  if (found === null || part.length > places)
    throw badInput(`"${text}" is no price: write it like ${places === 0 ? '2' : '1.99'}`);
  return Number(`${whole}${part.padEnd(places, '0')}`);
}

/** A new price from this moment on, in every zone of the region. */
export async function setPrice(
  desk: Desk,
  { gtin, amount, who }: { gtin: string; amount: string; who: string },
): Promise<string> {
  const code = normaliseGtin(gtin);
  if (!code.ok) throw badInput(`"${gtin}" is no GTIN (${code.error}): 8, 12, 13 or 14 digits`);
  const stores = STORES[desk.region];
  const currency = stores[0]?.currency ?? '';
  const minor = readAmount(amount, currency);
  const found = await onDatabase<{ key: string; value: string | null }>(
    desk.site.postgres.url,
    `SELECT DISTINCT ON (key) key, value FROM all_changes
      WHERE dataset = 'article' AND key IN (
        SELECT key FROM all_changes WHERE dataset = 'article' AND value LIKE $1)
      ORDER BY key, hlc DESC, origin DESC`,
    [`%"${code.value}"%`],
  );
  const article = found.find(({ value }) => value?.includes(`"${code.value}"`));
  if (article?.value == null) throw badInput(`no article has GTIN ${gtin}`);
  const zones = [...new Set(stores.map(({ price_zone }) => price_zone))];
  await write(
    desk,
    zones.map((zone) => ({
      ds: 'price',
      k: `${zone}/${article.key}/${Date.now()}`,
      op: 'put',
      v: { amount: minor },
    })),
    who,
  );
  const { name } = JSON.parse(article.value) as { name: string };
  return `${name} (${article.key}) now costs ${amount} ${currency}, said at site ${desk.site.id}`;
}

/** Every till of the region is served this variant from its next sale on; the audit says on whose word. */
export async function setFlag(
  desk: Asked,
  { key, variant, who }: { key: string; variant: string; who: string },
): Promise<string> {
  const path = '/v1/admin/changes/current?ds=flag';
  const { rows } = await askAdmin<{ rows: ChangeRow[] }>(desk.site.url, desk.adminToken, path);
  const row = rows.find(({ k, v }) => k === key && v !== null);
  if (row === undefined || row.v === null)
    throw badInput(`there is no flag "${key}": known are ${rows.map(({ k }) => k).join(', ')}`);
  const { targeting: _, metadata: __, ...flag } = JSON.parse(row.v) as FlagDefinition;
  if (!Object.hasOwn(flag.variants, variant))
    throw badInput(
      `flag ${key} has no variant "${variant}": ${Object.keys(flag.variants).join(', ')}`,
    );
  const v: FlagDefinition = { ...flag, state: 'ENABLED', defaultVariant: variant };
  await write(desk, [{ ds: 'flag', k: key, op: 'put', v, base_hlc: row.hlc }], who);
  return `${key} serves "${variant}" from the next sale on, said at site ${desk.site.id}`;
}

/** A one-time code for a till; the till redeems it at the site that issued it. */
export async function issueCode(desk: Desk, store: string, till: string): Promise<string> {
  const known = STORES[desk.region].map((profile) => profile.store);
  if (!known.includes(store))
    throw badInput(`there is no store "${store}" in ${desk.region}: ${known.join(', ')}`);
  const number = till.padStart(2, '0');
  if (!/^(?!00)\d{2}$/.test(number)) throw badInput(`"${till}" is no till: give 1 to 99`);
  const ask = { store, till: number };
  const path = '/v1/admin/enrolment-codes';
  const answer = await askAdmin<{ code: string }>(desk.site.url, desk.adminToken, path, ask);
  return answer.code;
}
