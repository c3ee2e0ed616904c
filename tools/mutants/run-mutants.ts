import { spawn } from 'node:child_process';
import path from 'node:path';
import { MUTANTS, type Mutant } from './mutants.ts';

/** `npm run mutants`: every planted fault must turn the simulation red within these seeds. */
const SEEDS = process.env['EVERTILL_MUTANT_SEEDS'] ?? '4000';
const here = import.meta.dirname;

type Verdict = { mutant: Mutant; red: boolean; line: string };

function run(mutant: Mutant): Promise<Verdict> {
  return new Promise((resolve) => {
    const child = spawn(
      process.execPath,
      [
        '--import',
        path.join(here, 'plant.ts'),
        path.join(here, '../sim/run-sim.ts'),
        '--seeds',
        SEEDS,
        '--until-red',
      ],
      { env: { ...process.env, EVERTILL_MUTANT: mutant.id }, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let out = '';
    const take = (b: Buffer): void => {
      out += b.toString();
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('close', () => {
      const violation = out.split('\n').find((l) => l.startsWith('VIOLATION'));
      resolve({
        mutant,
        red: violation !== undefined,
        line: violation?.slice(0, 110) ?? out.trim().slice(-300),
      });
    });
  });
}

/** `npm run mutants -- TEXT`: only those whose id or rule holds the text. */
const only = process.argv[2] ?? '';
const queue = MUTANTS.filter((m) => `${m.id} ${m.rule}`.includes(only));
const verdicts: Verdict[] = [];
async function worker(): Promise<void> {
  for (let m = queue.shift(); m !== undefined; m = queue.shift()) {
    const v = await run(m);
    verdicts.push(v);
    console.log(`${v.red ? 'red  ' : 'GREEN'} ${m.id} (${m.rule})\n      ${v.line}`);
  }
}
await Promise.all([worker(), worker()]);
const green = verdicts.filter((v) => !v.red).length;
console.log(`${verdicts.length - green} passed, ${green} failed`);
process.exit(green === 0 ? 0 : 1);
