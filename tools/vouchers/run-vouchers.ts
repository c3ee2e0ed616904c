import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ChangeRow } from '../../src/contracts/wire.ts';
import { askAdmin } from '../demo/admin-client.ts';
import { badInput, runCommand } from '../demo/demo-error.ts';
import { demoHome } from '../demo/demo-home.ts';
import { siteUrl } from '../region/pair-settings.ts';
import { findTarget, optionsOf } from '../site/site-target.ts';
import { issueVouchers, voucherStore } from './issue-vouchers.ts';

/*
 * npm run vouchers -- --store 0417 --value 10.00 --count 100 --to FILE [--region eu|na | --dir FOLDER]
 * Numbers for a printer's shop: a line a voucher. The file is money: nobody else can read it, and no
 * copy is kept. A site elsewhere: --url https://site, with its token in EVERTILL_ADMIN_TOKEN.
 */

const USAGE =
  'npm run vouchers -- --store 0417 --value 10.00 --count 100 --to FILE [--region eu|na | --dir FOLDER | --url SITE]';

type Desk = { url: string; token: string; dir?: string };

function deskOf(values: { url?: string; dir?: string; region?: string }): Desk {
  const { url, ...pair } = values;
  if (url !== undefined) return { url, token: process.env['EVERTILL_ADMIN_TOKEN'] ?? '' };
  const { dir, saved } = findTarget(pair);
  return { url: siteUrl(saved, 'A'), token: saved.adminToken, dir };
}

await runCommand(demoHome(), async () => {
  const text = { type: 'string' } as const;
  const options = {
    store: text,
    value: text,
    count: text,
    to: text,
    region: text,
    dir: text,
    url: text,
  };
  const { store, value, count, to, ...where } = optionsOf(process.argv.slice(2), options, USAGE);
  if (store === undefined || value === undefined || count === undefined || to === undefined)
    throw badInput(`usage: ${USAGE}`);
  const { url, token, dir } = deskOf(where);
  const path = `/v1/admin/changes/current?ds=store&k=${encodeURIComponent(store)}`;
  const { rows } = await askAdmin<{ rows: ChangeRow[] }>(url, token, path);
  const profile = voucherStore(rows, store);
  const lines = issueVouchers(profile, { value, count: Number(count) });
  // Never over a batch that is there already.
  writeFileSync(to, lines, { mode: 0o600, flag: 'wx' });
  const said = `${count} vouchers of ${value} ${profile.currency} were made for store ${store}`;
  const line = JSON.stringify({ at: new Date().toISOString(), said });
  if (dir !== undefined) appendFileSync(join(dir, 'region.log'), `${line}\n`, { mode: 0o600 });
  console.log(`${said}: ${to}`);
});
