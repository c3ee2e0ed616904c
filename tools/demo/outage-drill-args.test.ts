import { Value } from 'typebox/value';
import { expect, test } from 'vitest';
import { DrillStart, DrillStop } from '../../src/contracts/outage-drill.ts';
import { drillLines, readDrillArgs } from './outage-drill-args.ts';

const ask = (...argv: string[]) => readDrillArgs(argv, 'anna').ask;

test('LD1: npm run outage-drill asks in the form that head office takes', () => {
  const { path, body } = ask('start', '--stores', '0417,0418', '--minutes', '20');
  expect(path).toBe('/v1/admin/drills');
  expect(body).toMatchObject({ who: 'anna', minutes: 20, stores: 2 });
  expect(Value.Errors(DrillStart, body)).toEqual([]);
  const stop = ask('stop', 'd-12345678', '--why', 'enough');
  expect(stop.path).toBe('/v1/admin/drills/d-12345678/stop');
  expect(Value.Errors(DrillStop, stop.body)).toEqual([]);
  expect(ask('list')).toEqual({ path: '/v1/admin/drills' });
});

test('LD1: anything else is told how', () => {
  for (const argv of [
    ['start'],
    ['stop'],
    ['begin'],
    ['list', 'x'],
    ['start', '--stores', '0417', '--minutes', 'many'],
    ['start', '--all'],
    ['list', '--region', 'mars'],
  ])
    expect(() => ask(...argv)).toThrow();
});

test('LD6: a drill in lines', () => {
  const till = { store: '0417', till: '01', state: 'whole', currency: 'EUR' } as const;
  const lines = drillLines({
    id: 'd-12345678',
    who: 'a',
    why: 'b',
    from_ms: 0,
    until_ms: 900_000,
    stopped_by: null,
    stores: ['0417'],
    state: 'whole',
    verdict: 'All of it arrived at both sites.',
    tills: [{ ...till, from_ms: 0, ended_ms: 1, sold: 3, gross: 9, queued: 3, drained_ms: 60_000 }],
  });
  expect(lines).toEqual([
    'd-12345678  1970-01-01T00:00 to 1970-01-01T00:15  All of it arrived at both sites.',
    '  0417-01  whole  sold 3, queued 3, drained 1970-01-01T00:01',
  ]);
});
