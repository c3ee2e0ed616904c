import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

/*
 * npm run soak -- [--cycles 200] [--seed 1]
 * Kills the till and its Chromium twice in quick succession while it sells, over and over, in batches
 * of ten with a seed each. Each batch that passed is written down at once, so a run that was cut short
 * goes on where it was. Exit 1 where a batch fails; its seed is printed.
 */
const ROOT = path.resolve(import.meta.dirname, '../..');
const RESULT = path.join(ROOT, 'bench/results/soak.json');
const PLAYWRIGHT = path.join(ROOT, 'node_modules/@playwright/test/cli.js');
const BATCH = 10;

type Batch = {
  seed: number;
  cycles: number;
  shown: number;
  stored: number;
  seconds: number;
  /** What Chromium kept IndexedDB in, by the files on disk; not asked in batches before 2026-11-21. */
  backend?: string;
};
type Soak = { what: string; date: string; batches: Batch[] };

const { values } = parseArgs({
  options: { cycles: { type: 'string', default: '200' }, seed: { type: 'string', default: '1' } },
});
const first = Number(values.seed);
const wanted = Math.ceil(Number(values.cycles) / BATCH);

const done = readResult();
for (let seed = first; seed < first + wanted; seed++) {
  if (done.batches.some((batch) => batch.seed === seed)) {
    console.log(`seed ${seed}: done before`);
    continue;
  }
  const batch = await runBatch(seed);
  if (batch === undefined) {
    console.error(
      `seed ${seed}: FAILED; again with npm run soak -- --cycles ${BATCH} --seed ${seed}`,
    );
    process.exitCode = 1;
    break;
  }
  done.batches.push(batch);
  done.date = new Date().toISOString().slice(0, 10);
  writeResult(done);
  console.log(
    `seed ${seed}: ${batch.cycles} cycles, ${batch.shown} sales shown, none lost, none doubled, IndexedDB in ${batch.backend}`,
  );
}
const cycles = done.batches.reduce((sum, batch) => sum + batch.cycles, 0);
const sales = done.batches.reduce((sum, batch) => sum + batch.shown, 0);
const backends = [...new Set(done.batches.map((batch) => batch.backend ?? 'not asked'))];
console.log(
  `${cycles} cycles on record, ${sales} sales shown as stored, every one there once; IndexedDB in ${backends.join(', ')}`,
);

function readResult(): Soak {
  const what = 'till and Chromium killed twice in quick succession while selling';
  if (!existsSync(RESULT)) return { what, date: '', batches: [] };
  return JSON.parse(readFileSync(RESULT, 'utf8')) as Soak;
}

function writeResult(soak: Soak): void {
  mkdirSync(path.dirname(RESULT), { recursive: true });
  writeFileSync(RESULT, `${JSON.stringify(soak, null, 2)}\n`);
}

async function runBatch(seed: number): Promise<Batch | undefined> {
  const began = Date.now();
  const run = spawn(process.execPath, [PLAYWRIGHT, 'test', 'kill-loop'], {
    cwd: ROOT,
    env: { ...process.env, SOAK_CYCLES: String(BATCH), SOAK_SEED: String(seed) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  run.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  const [code] = await once(run, 'exit');
  const [, shown, stored, backend] =
    /(\d+) sales shown, (\d+) stored, IndexedDB in (\w+)/.exec(output) ?? [];
  if (code !== 0 || shown === undefined || backend === undefined) {
    console.error(output);
    return undefined;
  }
  const seconds = Math.round((Date.now() - began) / 1000);
  return { seed, cycles: BATCH, shown: Number(shown), stored: Number(stored), seconds, backend };
}
