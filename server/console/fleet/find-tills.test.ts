import { expect, test } from 'vitest';
import type { FleetTill } from '../../../src/contracts/console.ts';
import { countTills, differences, findTills, usualOf } from './find-tills.ts';

const till = (number: string, over: Partial<FleetTill> = {}): FleetTill => ({
  store: '0417',
  till: number,
  build: '1.0.0',
  silent_ms: 1000,
  waiting: 0,
  oldest_ms: 0,
  parked: 0,
  behind: 0,
  streams: 1,
  forked: false,
  last_cashier: '104',
  build_asked_ms: 1000,
  build_failed: null,
  build_why: null,
  build_refused: null,
  back_end: null,
  alerts: [],
  ...over,
});
const names = (tills: readonly FleetTill[]): string[] => tills.map((one) => one.till);

const FLEET = [
  till('01'),
  till('02', { waiting: 3, oldest_ms: 90_000 }),
  till('03', { silent_ms: 700_000, build: '0.9.0' }),
  till('04', { silent_ms: null, store: '0421', forked: true }),
  till('05', { waiting: 1, oldest_ms: 500, alerts: ['set-aside'] }),
];

test('CON2: tills are found by every word, and by what is wrong with them', () => {
  expect(names(findTills(FLEET, '', 'all'))).toEqual(['01', '02', '03', '04', '05']);
  expect(names(findTills(FLEET, '0417-03', 'all'))).toEqual(['03']);
  expect(names(findTills(FLEET, ' 0.9 0417 ', 'all'))).toEqual(['03']);
  expect(names(findTills(FLEET, '0.9 0421', 'all'))).toEqual([]);
  expect(names(findTills(FLEET, '', 'waiting'))).toEqual(['02']);
  expect(names(findTills(FLEET, '', 'silent'))).toEqual(['03', '04']);
  expect(names(findTills(FLEET, '', 'needs'))).toEqual(['04', '05']);
  expect(countTills(FLEET)).toEqual({ all: 5, needs: 2, waiting: 1, silent: 2, side: 0 });
});

test('CON2: files damaged on its own disk, and a disk without room for a build, are that till’s', () => {
  const usual = usualOf(FLEET);
  const one = till('08', { build_failed: '1.1.0', build_why: 'damaged' });
  expect(differences(one, usual)).toEqual([
    'The files of build 1.1.0 were damaged on its own disk; it came back from it by itself.',
  ]);
  const full = till('09', { alerts: ['no-room'] });
  expect(names(findTills([full], '', 'needs'))).toEqual(['09']);
  expect(differences(full, usual)).toEqual([
    'It fetched its build and has no room to keep it: free space on its disk.',
  ]);
});

test('CON2, BE8: which back end a till uses is found, counted and said, and how often the champion stood in', () => {
  const blue = till('06', { back_end: { set: 'blue', asked: 40, fell_back: 12 } });
  const fleet = [...FLEET, blue];
  expect(names(findTills(fleet, 'blue', 'all'))).toEqual(['06']);
  expect(names(findTills(fleet, '', 'side'))).toEqual(['06']);
  expect(countTills(fleet).side).toBe(1);
  expect(differences(blue, usualOf(fleet))).toEqual([
    'It uses back end blue; most tills use champion.',
    'Of 40 requests to back end blue the champion answered 12.',
  ]);
  const most = [blue, { ...blue, till: '07' }, till('01')];
  expect(differences(till('01'), usualOf(most))).toEqual([
    'It uses back end champion; most tills use blue.',
  ]);
});

test('CON2: why a till is different is said in sentences; of one that is not, nothing', () => {
  const usual = usualOf(FLEET);
  expect(usual).toEqual({ build: '1.0.0', backEnd: 'champion' });
  expect(usualOf([till('01', { build: null })]).build).toBeUndefined();
  expect(differences(till('01'), usual)).toEqual([]);
  expect(differences(till('03', { build: '0.9.0' }), usual)).toEqual([
    'It runs build 0.9.0; most tills run 1.0.0.',
  ]);
  const all = differences(
    till('04', {
      build: null,
      forked: true,
      silent_ms: null,
      behind: 2,
      alerts: ['set-aside', 'waiting', 'silent'],
    }),
    usual,
  );
  expect(all).toHaveLength(7);
  const failed = till('05', { build_failed: '1.1.0', alerts: ['not-asking'] });
  expect(differences(failed, usual)).toEqual([
    'It came back from build 1.1.0 by itself.',
    'It is heard, and has not asked which build it should run for more than a day.',
  ]);
  expect(differences(till('06', { build_failed: '1.1.0', build_refused: '1.1.0' }), usual)).toEqual(
    ['It does not take build 1.1.0: it came back from it before.'],
  );
});
