import { AxeBuilder } from '@axe-core/playwright';
import { chromium, expect, type Browser, type Page } from '@playwright/test';
import { startIdentity } from '../tools/identity/identity-server.ts';
import { buildTill } from '../tools/build/build.ts';
import { codeNow, makePerson } from '../tools/identity/people.ts';
import { freePort } from '../tools/region/free-port.ts';
import type { SeedRow } from '../tools/demo/seed/region-rows.ts';
import { findChromium } from '../tools/standin/find-chromium.ts';
import { STORE, startTestRegion, type TestRegion } from './region.ts';

const PASSWORD = 'a password of specs';
const CLIENT = { id: 'console', secret: 'known to specs alone' };
/** Who signs in; a code counts once, so each sign-in of a spec within half a minute has its own person. */
const PEOPLE = [
  { user: 'it', name: 'Iris Tech', role: 'it', stores: [] },
  { user: 'it-drills', name: 'Ilja Tech', role: 'it', stores: [] },
  { user: 'manager', name: 'Mara Manager', role: 'manager', stores: [STORE] },
  { user: 'manager-2', name: 'Milan Manager', role: 'manager', stores: [STORE] },
] as const;
type User = (typeof PEOPLE)[number]['user'];

type ConsoleRegion = TestRegion & {
  /** Opens the console of a site and signs in, as people do. */
  signIn(page: Page, user: User, path?: string, site?: 'a' | 'b'): Promise<void>;
};

/** A region whose sites know a real OpenID Connect provider. */
async function startConsoleRegion(rows: readonly SeedRow[]): Promise<ConsoleRegion> {
  const port = await freePort();
  const region = await startTestRegion({
    rows,
    env: {
      EVERTILL_OIDC_ISSUER: `http://127.0.0.1:${port}`,
      EVERTILL_OIDC_CLIENT_ID: CLIENT.id,
      EVERTILL_OIDC_CLIENT_SECRET: CLIENT.secret,
    },
  });
  const { a, b } = region.pair;
  const people = PEOPLE.map((one) => makePerson(one, PASSWORD));
  const redirectUris = [a, b].map(({ url }) => `${url}/console/callback`);
  const identity = await startIdentity({ port, people, client: { ...CLIENT, redirectUris } });
  return {
    ...region,
    async signIn(page, user, path = '/console', site = 'a') {
      await page.goto(`${region.pair[site].url}${path}`);
      await page.getByRole('link', { name: 'Sign in' }).click();
      await page.getByLabel('User').fill(user);
      await page.getByLabel('Password').fill(PASSWORD);
      const person = people.find((one) => one.user === user);
      await page.getByLabel('Code').fill(person === undefined ? '' : codeNow(person, Date.now()));
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.waitForURL(`**${path === '/console' ? '/console' : path}`);
    },
    async stop() {
      await identity.close();
      await region.stop();
    },
  };
}

export type ConsoleDesk = {
  region: ConsoleRegion;
  /** Where the console is opened; tills have a Chromium of their own. */
  browser: Browser;
  stop(): Promise<void>;
};

/** The till built, a region whose sites let people in, and a browser for its console. */
export async function startConsoleDesk(rows: readonly SeedRow[] = []): Promise<ConsoleDesk> {
  await buildTill();
  const region = await startConsoleRegion(rows);
  const browser = await startChromium().catch(async (error: unknown) => {
    await region.stop();
    throw error;
  });
  const stop = async (): Promise<void> => {
    await browser.close();
    await region.stop();
  };
  return { region, browser, stop };
}

async function startChromium(): Promise<Browser> {
  const executablePath = await findChromium(process.env);
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}

/** A page of its own profile; what its policy refuses is collected. */
export async function openPage(browser: Browser): Promise<{ page: Page; refused: string[] }> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  const page = await context.newPage();
  const refused: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy|TrustedScript/.test(message.text())) refused.push(message.text());
  });
  page.on('pageerror', (error) => refused.push(error.message));
  return { page, refused };
}

/** Axe finds nothing. */
export async function expectNoBarrier(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
}
