import path from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { test as base, type LaunchedTill } from './fixtures.ts';
import { chooseHost, PROJECT } from './host.ts';

export { expect } from '@playwright/test';

/** The small app that the contract is checked with; see its main.cjs. */
export const CONTRACT_APP = path.join(PROJECT, 'tools/standin/contract-app');
export const host = chooseHost();

/** What the contract app's main has seen. */
export type Seen = {
  events: string[];
  opened: string[];
  navigations: string[];
  permissions: string[];
  requests: string[];
};

/** What its preload exposes. */
export type Bridge = {
  invoke(channel: string, value?: unknown): Promise<unknown>;
  on(listener: (value: unknown) => void): () => void;
  fail(): void;
  nested: { now(value: unknown): unknown; constant: number };
};

declare const contract: { seen: Seen };

export const seenBy = (app: ElectronApplication): Promise<Seen> =>
  app.evaluate(() => contract.seen);

/** The page's address as Electron names it. */
export const addressOf = (page: Page): string =>
  page.url().replace('http://till.app.localhost', 'app://till');

export const test = base.extend<{ contractApp: LaunchedTill }>({
  contractApp: async ({ launchTill }, use) => use(await launchTill({ app: CONTRACT_APP })),
});
