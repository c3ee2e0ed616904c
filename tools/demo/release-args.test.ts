import { describe, expect, test } from 'vitest';
import { Compile } from 'typebox/compile';
import { NewRelease, ReleaseAct } from '../../src/contracts/release.ts';
import { readReleaseArgs } from './release-args.ts';

const NOW = Date.parse('2026-11-22T12:00:00Z');
const asks = (...argv: string[]) => readReleaseArgs(argv, 'anna', NOW).asks;

describe('npm run release', () => {
  test('start makes the release and starts it, in the form that head office takes', () => {
    const [create, act] = asks(
      'start',
      'r1',
      '--flag',
      'f',
      '--stages',
      '10,100',
      '--soak',
      '2',
      '--approval',
      '--groups',
      'north',
    );
    expect(create?.path).toBe('/v1/admin/releases');
    expect(Compile(NewRelease).Check(create?.body)).toBe(true);
    expect(create?.body).toMatchObject({
      who: 'anna',
      release: {
        id: 'r1',
        audience: { groups: ['north'] },
        flags: [{ key: 'f', variant: 'on' }],
        stages: [
          { percent: 10, min_soak_ms: 7_200_000, needs_approval: false },
          { percent: 100, needs_approval: true },
        ],
      },
    });
    expect(act).toMatchObject({ path: '/v1/admin/releases/r1/act', body: { action: 'start' } });
  });
  test('BLD1 start brings a build as well, and never both', () => {
    const [create] = asks('start', 'b1', '--build', '0.2.0');
    expect(Compile(NewRelease).Check(create?.body)).toBe(true);
    expect(create?.body).toMatchObject({ release: { kind: 'build', build: '0.2.0' } });
    expect(create?.body).not.toHaveProperty('release.flags');
    expect(() => asks('start', 'b1', '--build', '0.2.0', '--flag', 'f')).toThrow('not two');
  });
  test('BE1 the flag that names a back end makes a release of one', () => {
    const [create] = asks('start', 'b1', '--flag', 'backend-set', '--variant', 'blue');
    expect(Compile(NewRelease).Check(create?.body)).toBe(true);
    expect(create?.body).toMatchObject({
      release: { kind: 'backend', flags: [{ key: 'backend-set', variant: 'blue' }] },
    });
  });
  test('CAN1: --canary names the site whose requests are shared', () => {
    const [create] = asks('start', 'r1', '--canary', 'A', '--soak', '0');
    expect(create?.body).toMatchObject({
      release: { kind: 'backend', compatible: true, site: 'A', audience: {} },
    });
    expect(() => asks('start', 'r1', '--canary', 'A', '--flag', 'f')).toThrow('not two');
  });
  test('with a time of its own it is only made', () => {
    const made = asks('start', 'r1', '--flag', 'f', '--at', '2026-11-23T09:00:00Z');
    expect(made).toHaveLength(1);
    expect(made[0]?.body).toMatchObject({ release: { start_at_ms: NOW + 21 * 3_600_000 } });
  });
  test.each(['widen', 'hold', 'resume', 'rollback', 'finish'])('%s acts on one release', (verb) => {
    const [act] = asks(verb, 'r1', '--who', 'ben', '--why', 'seen');
    expect(act?.body).toEqual({ who: 'ben', why: 'seen', action: verb });
    expect(Compile(ReleaseAct).Check(act?.body)).toBe(true);
  });
  test('stages are counted from one by people', () => {
    expect(asks('approve', 'r1', '--stage', '2')[0]?.body).toMatchObject({ stage: 1 });
    expect(asks('list')).toEqual([{ path: '/v1/admin/releases' }]);
    expect(asks('show', 'r1')).toEqual([{ path: '/v1/admin/releases/r1' }]);
  });
  test('anything else is one line', () => {
    const wrong = [
      [],
      ['widen'],
      ['explode', 'r1'],
      ['start', 'r1', '--flag', 'f', '--advance', 'soon'],
      ['start', 'r1', '--flag', 'f', '--stages', 'ten'],
      ['start', 'r1', '--flag', 'f', '--at', '2020-01-01T00:00:00Z'],
      ['start', 'r1', '--flag', 'f', '--cutoff', 'later'],
      ['list', '--nothing'],
    ];
    for (const argv of wrong) expect(() => readReleaseArgs(argv, 'anna', NOW)).toThrow();
  });
});
