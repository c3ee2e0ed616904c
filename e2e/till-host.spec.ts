import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { openHeadOffice, type HeadOffice } from '../src/main/identity/testing-head-office.ts';
import { makeChain, SALT, STREAM } from '../src/main/journal/testing-chain.ts';
import { expect, test as base } from './shell-app.ts';

declare const till: {
  invoke(channel: string, arg: unknown): Promise<{ ok: boolean; answer?: unknown }>;
};

type Fixtures = { office: HeadOffice; machine: { state: string; env: Record<string, string> } };
const test = base.extend<Fixtures>({
  // oxlint-disable-next-line no-empty-pattern
  office: async ({}, use) => {
    const office = await openHeadOffice();
    office.answerWith(({ body }) => ({
      status: 200,
      body: JSON.stringify(office.enrolAnswer(body)),
    }));
    await use(office);
    office.close();
  },
  machine: async ({ office, freshProfile }, use) => {
    const state = freshProfile();
    const region = path.join(freshProfile(), 'region.json');
    writeFileSync(region, JSON.stringify(office.trust));
    await use({ state, env: { EVERTILL_STATE_DIR: state, EVERTILL_REGION_FILE: region } });
  },
});

const ask = (page: Page, channel: string, arg: object = {}) =>
  page.evaluate(async ([name, value]) => (await till.invoke(name, value)).answer, [
    channel,
    arg,
  ] as const);

/** Appends one line; bytes cross into the page as numbers. */
function append(page: Page, line: ReturnType<typeof makeChain>[number]): Promise<unknown> {
  const plain = { ...line, raw: [...line.raw] };
  return page.evaluate(
    async ([one, salt]) => {
      const lines = [{ ...one, raw: new Uint8Array(one.raw) }];
      return (await till.invoke('journal.append', { salt, series: 'A', lines })).answer;
    },
    [plain, SALT] as const,
  );
}

test('D12: identity and journal outlive the profile', async ({ launchTill, shellApp, machine }) => {
  const first = await launchTill({ app: shellApp, env: machine.env });
  expect(await ask(first.page, 'identity.get')).toMatchObject({ state: 'new', sites: ['A'] });
  expect(await ask(first.page, 'journal.open')).toEqual({ ok: true, heads: [], torn_bytes_cut: 0 });
  expect(await ask(first.page, 'identity.enrol', { code: 'A-7KQ2-9XYZ-ABCD' })).toMatchObject({
    ok: true,
    identity: { state: 'enrolled', till_id: 'eu-0417-02' },
  });
  for (const line of makeChain(3))
    expect(await append(first.page, line)).toMatchObject({ ok: true });
  await first.app.close();

  const again = await launchTill({ app: shellApp, env: machine.env });
  expect(await ask(again.page, 'identity.get')).toMatchObject({ till_id: 'eu-0417-02' });
  expect(await ask(again.page, 'journal.open')).toMatchObject({
    heads: [{ stream: STREAM, first_seq: 1, head_seq: 3 }],
    marker: { stream: STREAM, head_seq: 3 },
  });
});

for (const point of ['journal:written-not-synced', 'journal:synced'])
  test(`D11: killed at ${point}, the journal opens with whole lines`, async ({
    launchTill,
    shellApp,
    machine,
  }) => {
    const [first, second] = makeChain(2);
    if (!first || !second) throw new Error('no chain');
    const before = await launchTill({ app: shellApp, env: machine.env });
    await ask(before.page, 'identity.enrol', { code: 'A-7KQ2-9XYZ-ABCD' });
    await append(before.page, first);
    await before.app.close();

    const env = { ...machine.env, TILL_CRASH_AT: point };
    const dying = await launchTill({ app: shellApp, env });
    const gone = once(dying.main, 'exit');
    void append(dying.page, second).catch(() => undefined);
    expect(await gone).toEqual([null, 'SIGKILL']);

    const after = await launchTill({ app: shellApp, env: machine.env });
    expect(await ask(after.page, 'journal.open')).toMatchObject({
      ok: true,
      heads: [{ head_seq: 2, head_op_id: second.op_id }],
    });
    expect(await append(after.page, second)).toMatchObject({ ok: true });
    const folder = path.join(machine.state, 'journal', STREAM);
    const lines = readdirSync(folder).map((name) => readFileSync(path.join(folder, name), 'utf8'));
    expect(lines.join('').split('\n')).toHaveLength(4);
  });
