import { expect } from 'vitest';
import type { DayTill, StoreDayAnswer, ToldZ } from '../../src/contracts/store-day.ts';
import { must } from '../../src/domain/assert.ts';
import { a, b, projected, reaches } from './shared-pair.ts';
import { TODAY } from './test-sales.ts';
import type { TestTill } from './test-till.ts';

type Site = typeof a;

/** The day of a till's own store, as the site tells it. */
export async function dayAt(site: Site, till: TestTill, day = TODAY): Promise<StoreDayAnswer> {
  return (await till.get<StoreDayAnswer>(site.url, `/v1/store/day?day=${day}`)).body;
}

/** One till of the day. */
export const tillIn = (answer: StoreDayAnswer, till: TestTill): DayTill =>
  must(
    answer.tills.find((one) => one.till === till.identity.till),
    'the till stands in its store’s day',
  );

/** The till's Zs, all shifts together. */
export const zOf = (till: DayTill, at = 0): ToldZ =>
  must(till.shifts.flatMap(({ closings }) => closings)[at], 'a Z');

/** Both sites hold all of it, and their read models too. */
export async function everywhere(till: TestTill): Promise<void> {
  await Promise.all([projected(a, till), projected(b, till)]);
  await Promise.all([reaches(a, till), reaches(b, till)]);
}

/** Both sites hold it and have told each other so. */
export async function whole(till: TestTill): Promise<void> {
  await everywhere(till);
  for (const site of [a, b])
    await expect
      .poll(async () => zOf(tillIn(await dayAt(site, till), till)).proof.state, { timeout: 15_000 })
      .toBe('whole');
}
