import { expect, test } from 'vitest';
import type { SiteStatus } from '../../../../src/contracts/site-status.ts';
import { verdict } from './status-page.ts';

type Told = {
  peer?: Partial<SiteStatus['peer']> | null;
  replication?: Partial<SiteStatus['replication']>;
};

/** What the sentence is made of; everything is well unless said otherwise. */
function statusOf({ peer, replication }: Told): SiteStatus {
  const well = { slot_state: 'ok', slot_wal_percent: 0, lag_bytes: 0, subscriptions: 2 };
  return {
    recovering: false,
    peer: peer === null ? null : { site: 'B', silent_ms: 100, ...peer },
    replication: { ...well, ...replication },
  } as SiteStatus;
}

test.each<[string, Told]>([
  ['Both sites hold the same sales.', {}],
  ['Site B is 2.0 MB behind.', { replication: { lag_bytes: 2_000_000 } }],
  [
    'Site B cannot be reached: what is sold there does not come here yet. Sales are taken here.',
    { replication: { subscriptions: 0 } },
  ],
  [
    'Site B was last heard 2 min ago. Sales are taken here.',
    { peer: { silent_ms: 120_000 }, replication: { subscriptions: 0 } },
  ],
  ['The other site has not answered yet. Sales are taken here.', { peer: null }],
])('the page says: %s', (words, told) => {
  expect(verdict(statusOf(told))).toBe(words);
});
