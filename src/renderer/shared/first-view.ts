import type { TillView } from './till-api.ts';

/** What screens show until the worker's first push: a till that is starting and knows nothing. */
export const FIRST_VIEW: TillView = {
  phase: { at: 'starting', step: 'opening-store', percent: 0 },
  till: undefined,
  cashier: undefined,
  shift: undefined,
  basket: {
    lines: [],
    selectedLineId: undefined,
    items: 0,
    taxes: [],
    net: 0,
    tax: 0,
    total: 0,
    tenders: [],
    balance: 0,
    cashDue: 0,
    terms: { discount: '', taxExempt: '', note: '' },
    canUndo: false,
  },
  sync: {
    line: 'checking',
    offlineReason: undefined,
    waiting: 0,
    oldestMs: 0,
    head: 0,
    confirmed: 0,
    sites: [],
    parked: [],
    switches: [],
  },
  catalogue: { ready: false, articles: 0, loadedPercent: 0, updatedMs: undefined },
  handOver: undefined,
  flags: [],
  alarms: [],
  nowMs: 0,
};
