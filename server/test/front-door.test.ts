import type { ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../../tools/region/free-port.ts';
import { endOf, startNpmScript } from './run-npm-script.ts';

/*
 * The README's and the runbook's commands around a running demo, as a person types them. The till has
 * its own end-to-end tests, so head office is started alone.
 */

const READY = /ready in [\d.]+ s/;
/** Two database servers begin from nothing, on a machine with other work. */
const START_MS = 90_000;
/** Of a demo's region, behind the first. */
const PORTS = 20;

let home = '';
let env: Record<string, string>;
let demo: ChildProcess;
let ended: Promise<{ code: number; output: string }>;

const npmRun = (name: string, ...args: string[]) => endOf(startNpmScript(name, args, env));

async function ready(child: ChildProcess): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let said = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    if (READY.test(said)) resolve();
  });
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.once('close', () => reject(new Error(`the demo ended: ${said}`)));
  return promise;
}

beforeAll(async () => {
  home = mkdtempSync(path.join(tmpdir(), 'evertill-door-'));
  chmodSync(home, 0o755);
  env = { EVERTILL_HOME: home, EVERTILL_PORT_BASE: String(await freePort(PORTS)) };
  demo = startNpmScript('start', ['--no-till', '--articles', '100'], env);
  ended = endOf(demo);
  await ready(demo);
}, START_MS);
afterAll(async () => {
  demo.kill('SIGTERM');
  const { code, output } = await ended;
  rmSync(home, { recursive: true, force: true });
  expect([code, output]).toEqual([0, expect.stringContaining('stopping')]);
}, START_MS);

describe('a person at the demo', { timeout: START_MS }, () => {
  test('sees both sites, stops, kills and starts one, and finds them equal', async () => {
    expect(await npmRun('site', 'status')).toMatchObject({
      code: 0,
      output: expect.stringMatching(/site A: running[^]*site B: running/),
    });
    for (const [args, said] of [
      [['stop', 'a'], 'site A stopped in good order'],
      [['start', 'a'], 'site A runs again'],
      [['kill', 'b'], 'site B killed'],
      [['start', 'b'], 'site B runs again'],
    ] as const)
      expect(await npmRun('site', ...args)).toMatchObject({
        code: 0,
        output: expect.stringContaining(said),
      });
    expect(await npmRun('site:compare', '--wait', '20')).toMatchObject({
      code: 0,
      output: expect.stringContaining('equal'),
    });
    expect(await npmRun('verify')).toMatchObject({
      code: 0,
      output: expect.stringContaining('equal'),
    });
  });
  test('gives out an enrolment code and turns a flag', async () => {
    expect(await npmRun('enrol', '0417', '02')).toMatchObject({
      code: 0,
      output: expect.stringMatching(/[AB]-\w{4}-\w{4}-\w{4}\s*$/),
    });
    expect(await npmRun('flag', 'sell-quick-cash', 'on')).toMatchObject({ code: 0 });
  });
  test('REL4, REL8 runs a pilot from the shell, asks who has it, and takes it back', async () => {
    const release = async (...args: string[]): Promise<string> => {
      const { code, output } = await npmRun('release', ...args, '--who', 'anna');
      expect([code, output]).toEqual([0, expect.stringContaining('quick-cash')]);
      return output;
    };
    const begun = ['--flag', 'sell-quick-cash', '--stages', '50,100', '--soak', '0'];
    expect(await release('start', 'quick-cash', ...begun)).toContain('running  50 %');
    expect(await release('hold', 'quick-cash', '--why', 'a look')).toContain('It is held: a look');
    expect(await release('resume', 'quick-cash')).toContain('A person widens it to 100 %.');
    expect(await release('widen', 'quick-cash')).toContain('running  100 %');
    const asked = await npmRun('fleet', '--flag', 'sell-quick-cash');
    expect([asked.code, asked.output]).toEqual([
      0,
      expect.stringMatching(/on in (\d+) of \1 stores/),
    ]);
    const back = await release('rollback', 'quick-cash', '--why', 'enough');
    expect(back).toMatch(/rolled-back {2}100 → 0 % {2}anna at site [AB]: enough/);
    expect(await release('list')).toContain('rolled-back  0 %');
  });
  test('LD1, LD3 takes the line of a store away from the shell, and gives it back', async () => {
    const drill = (...args: string[]) => npmRun('outage-drill', ...args, '--who', 'anna');
    const begun = await drill('start', '--stores', '0417', '--minutes', '5');
    const id = /d-[a-z0-9]+/.exec(begun.output)?.[0] ?? 'none';
    expect([begun.code, id.length]).toEqual([0, 20]);
    expect(await drill('start', '--stores', '0417')).toMatchObject({
      code: 1,
      output: expect.stringContaining(`store 0417 is in drill ${id}`),
    });
    expect(await drill('stop', id)).toMatchObject({ code: 0 });
    expect(await drill('list')).toMatchObject({ code: 0, output: expect.stringContaining(id) });
  });
  test.each([
    ['outage-drill', ['start'], 'usage: npm run outage-drill'],
    ['release', ['explode', 'r1'], 'usage: npm run release'],
    ['release', ['start', 'r1', '--flag', 'f', '--stages', 'ten'], 'whole number'],
    ['site', ['stop', 'c'], 'there is no site "c"'],
    ['site', ['explode', 'a'], 'usage: npm run site'],
    ['enrol', ['0417'], 'usage: npm run enrol'],
    ['price', ['0000', '1.99'], '0000'],
    ['flag', ['no-such-flag', 'on'], 'no-such-flag'],
    ['import-export', ['no-such-file', 'CODE'], 'no-such-file'],
  ])('npm run %s -- %j is refused with one line that says why', async (name, args, why) => {
    const { code, output } = await npmRun(name, ...args);
    expect([code, output.trim().split('\n')]).toEqual([2, [expect.stringContaining(why)]]);
  });
  test('an export file that is none is refused', async () => {
    const file = path.join(home, 'torn.evertill');
    writeFileSync(file, 'nothing');
    const { code, output } = await npmRun('import-export', file, 'ABCD-EFGH');
    expect([code, output.trim().split('\n')]).toEqual([2, [expect.stringMatching(/^evertill: /)]]);
  });
});
