import { expect, test } from 'vitest';
import { ALERT_AFTER, tillAlerts } from './till-alerts.ts';

const NOW = 1_790_000_000_000;
const HOUR = 3_600_000;
const told = (over: object = {}) => ({
  till_id: 'eu-0417-01',
  backlog_waiting: 0,
  backlog_oldest_ms: 0,
  backlog_parked: 0,
  last_seen_ms: NOW - 1000,
  ...over,
});

test('peers-40 a sale that waits too long is an incident, also while its till is not heard', () => {
  const waits = { backlog_waiting: 3, backlog_oldest_ms: HOUR };
  expect(tillAlerts([told(waits)], NOW)).toEqual([]);
  const silent = told({ ...waits, last_seen_ms: NOW - 4 * HOUR });
  expect(tillAlerts([silent], NOW)).toEqual([
    { till_id: 'eu-0417-01', kind: 'waiting', amount: 5 * HOUR },
  ]);
});

test('peers-40 what was set aside is told at once', () => {
  expect(tillAlerts([told({ backlog_parked: 2 })], NOW)).toMatchObject([
    { kind: 'set-aside', amount: 2 },
  ]);
});

test('a till not heard for a night and a shift is an incident; its older streams are not', () => {
  const gone = told({ last_seen_ms: NOW - ALERT_AFTER.silentMs });
  expect(tillAlerts([gone], NOW)).toMatchObject([{ kind: 'silent' }]);
  expect(tillAlerts([gone, told()], NOW)).toEqual([]);
  expect(tillAlerts([told({ last_seen_ms: null, backlog_waiting: null })], NOW)).toEqual([]);
});
