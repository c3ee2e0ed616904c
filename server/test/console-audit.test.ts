import { randomUUID } from 'node:crypto';
import { Value } from 'typebox/value';
import { expect, test } from 'vitest';
import { AuditPage } from '../../src/contracts/audit.ts';
import { setFlag } from '../../tools/demo/head-office.ts';
import type { Person } from '../src/features/console/identity-provider.ts';
import { ConsoleBrowser } from './console-browser.ts';
import { a, admin, pair } from './shared-pair.ts';
import { STORE_PROFILE } from './store-profile.ts';
import { champion, publish } from './test-builds.ts';

const IT: Person = { subject: 'it-audit', name: 'Iris Tech', role: 'it', stores: [] };
const at = (): ConsoleBrowser => new ConsoleBrowser(pair, a);

async function auditOf(browser: ConsoleBrowser, query: string): Promise<AuditPage> {
  const { body } = await browser.ask(`/console/api/audit?${query}`);
  expect(Value.Errors(AuditPage, body)).toEqual([]);
  return body as AuditPage;
}

test('CON8: who takes a flag to its safe variant by the command pressed a kill switch, and is named; a release that is taken back did not', async () => {
  const key = `kill-${randomUUID().slice(0, 8)}`;
  const flag = { state: 'ENABLED', variants: { on: true, off: false }, defaultVariant: 'off' };
  const write = (v: object) =>
    admin(a, '/v1/admin/changes', { rows: [{ ds: 'flag', k: key, op: 'put', v }] });
  await write(flag);
  await write({ ...flag, defaultVariant: 'on' });
  const desk = { site: { id: 'A' as const, url: a.url }, adminToken: pair.adminToken };
  await setFlag(desk, { key, variant: 'off', who: 'dora' });
  await setFlag(desk, { key, variant: 'off', who: 'emil' });
  const it = await at().become(IT);
  const says = async () =>
    (await auditOf(it, `find=${key}&kind=flag`)).rows.map(({ who, what }) => [who, what]);
  expect((await says()).slice(0, 3)).toEqual([
    ['emil', `Flag ${key} says: off`],
    ['dora', `Kill switch: flag ${key} says off everywhere`],
    [expect.anything(), `Flag ${key} says: on`],
  ]);
  const stage = { percent: 100, advance: 'hand', min_soak_ms: 0, min_sales: 0 };
  const stages = [{ ...stage, needs_approval: false, business_hours: false }];
  const release = { id: key, kind: 'flags', stages, flags: [{ key, variant: 'on' }] };
  const audience = { stores: ['0886'] };
  await admin(a, '/v1/admin/changes', {
    rows: [{ ds: 'store', k: '0886', op: 'put', v: { ...STORE_PROFILE, store: '0886' } }],
  });
  const by = { who: 'ben', why: 'a trial' };
  await admin(a, '/v1/admin/releases', { ...by, release: { ...release, audience } });
  for (const action of ['start', 'rollback'])
    expect((await admin(a, `/v1/admin/releases/${key}/act`, { ...by, action })).status).toBe(200);
  expect((await says())[0]).toEqual(['ben', `Flag ${key} says: off`]);
}, 20_000);

test('CON8: the audit tells what was published and who made it champion', async () => {
  const version = '31.0.0';
  await publish(a, version, Buffer.from(version));
  expect((await champion(a, version)).status).toBe(200);
  const { rows } = await auditOf(await at().become(IT), `kind=build&find=${version}`);
  expect(rows.map(({ who, what }) => [who, what])).toEqual([
    ['anna', `Build ${version} made champion`],
    ['anna', `Build ${version} published`],
  ]);
});

test('CON8: what is written with the admin token stands in the audit, once a write, with who said so and no value', async () => {
  const mark = randomUUID().slice(0, 8);
  const price = (n: number) => ({
    ds: 'price',
    k: `audit-${mark}/${n}/0`,
    op: 'put',
    v: { amount: 100 },
  });
  const right = {
    ds: 'permission',
    k: '0887/cashier/line-discount',
    op: 'put',
    v: { allowed: true, max_hundredths: 1000 },
  };
  const author = `dora-${mark}`;
  const rows = [price(1), price(2), price(3), right];
  expect((await admin(a, '/v1/admin/changes', { author, rows })).status).toBe(200);
  expect(
    (await admin(a, '/v1/admin/changes', { author, rows: [{ ...right, op: 'del', v: undefined }] }))
      .status,
  ).toBe(200);
  const it = await at().become(IT);
  const says = async (browser: ConsoleBrowser, query: string) =>
    (await auditOf(browser, query)).rows.map(({ who, what }) => [who, what]);
  const ofDora = [
    [author, 'Right 0887/cashier/line-discount removed'],
    [author, 'Right 0887/cashier/line-discount written'],
    [author, `3 prices written, audit-${mark}/1/0 the first`],
  ];
  expect(await says(it, `kind=edit&find=${author}`)).toEqual(ofDora);
  expect(await says(it, `find=${author}`)).toEqual(ofDora);
  expect(await says(it, `kind=release&find=${author}`)).toEqual([]);
  // Nobody looks into values: a person's row holds what their PIN is checked by.
  expect(await says(it, 'kind=edit&find=max_hundredths')).toEqual([]);
  const manager: Person = { subject: 'm-0887', name: 'Mara', role: 'manager', stores: ['0887'] };
  expect(await says(await at().become(manager), `find=${author}`)).toEqual(ofDora.slice(0, 2));
  // Pages go on where one ended, within one transaction too.
  const first = (await auditOf(it, `kind=edit&find=${author}`)).rows[1];
  expect(await says(it, `kind=edit&find=${author}&before=${first?.id}`)).toEqual([ofDora[2]]);
}, 20_000);
