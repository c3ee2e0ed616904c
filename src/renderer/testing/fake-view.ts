import { FIRST_VIEW } from '../shared/first-view.ts';
import type { SyncView, TillView } from '../shared/till-api.ts';

const FACE: TillView['till'] = {
  region: 'eu',
  store: '0417',
  storeName: 'Store 0417',
  till: '02',
  currency: 'EUR',
  locale: 'de-DE',
  timeZone: 'Europe/Berlin',
  priceMode: 'inclusive',
  notes: [500, 1000, 2000, 5000, 10000],
  host: 'electron',
  build: '0.1.0',
  language: 'en',
  autoLockMs: 180_000,
  weakHost: false,
  giftCards: { prefix: '0960', length: 16, voucherLength: 34 },
  mailsReceipts: true,
  keepsData: true,
};

const SITE = {
  current: false,
  home: false,
  phase: 'healthy' as const,
  latencyMs: 24,
  watermark: 1216,
  recovering: false,
  lastFailure: undefined,
  nextTryInMs: 0,
};

/** Both sites answer and hold everything. */
export const ONLINE: SyncView = {
  ...FIRST_VIEW.sync,
  line: 'online',
  head: 1216,
  confirmed: 1216,
  sites: [
    { ...SITE, id: 'eu-a', current: true, home: true },
    { ...SITE, id: 'eu-b', latencyMs: 41 },
  ],
};

/** Twelve sales wait, one op is parked, one site is down and the other under suspicion. */
export const OFFLINE: SyncView = {
  ...ONLINE,
  line: 'offline',
  offlineReason: 'no-site',
  waiting: 12,
  oldestMs: 250_000,
  confirmed: 1204,
  sites: [
    {
      ...SITE,
      id: 'eu-a',
      home: true,
      current: true,
      phase: 'open',
      latencyMs: undefined,
      watermark: 1204,
      lastFailure: { verdict: 'refused', agoMs: 45_000 },
      nextTryInMs: 8_000,
    },
    { ...SITE, id: 'eu-b', phase: 'suspect', latencyMs: 820, watermark: 1210, recovering: true },
  ],
  parked: [
    {
      stream: 'a3f1',
      seq: 1198,
      kind: 'sale',
      reason: 'Head office holds no article 990017',
      atMs: 1_795_000_000_000,
      sending: false,
    },
  ],
  switches: [{ agoMs: 3_700_000, from: 'eu-b', to: 'eu-a', reason: 'home site is well again' }],
};

/** A till of a German shop, signed in, shift open, selling. */
export const SELLING: TillView = {
  ...FIRST_VIEW,
  phase: { at: 'selling' },
  till: FACE,
  cashier: { number: '104', name: 'Mira K.', role: 'cashier' },
  shift: { shiftId: 's1', businessDate: '2026-11-21', float: 15_000, sales: 41 },
  openShifts: 1,
  drawers: [],
  card: { at: 'ready', told: '' },
  refund: { at: 'none' },
  sync: ONLINE,
  catalogue: { ready: true, articles: 20, loadedPercent: 100, updatedMs: 1_795_000_000_000 },
  nowMs: Date.UTC(2026, 10, 21, 13, 32),
};
