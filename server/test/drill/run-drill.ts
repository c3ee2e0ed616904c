import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runDrill } from './drill.ts';
import { judgeDrill, type DrillReport } from './judge-drill.ts';

/*
 * npm run drill -- [--tills N] [--seconds N] [--json]
 * A private pair sells under load; site A is backed up, destroyed and restored meanwhile. Exit 0: every
 * op is at both sites. 1: it is not, or something did not come to its end. Leaves nothing behind.
 */

const USAGE = 'npm run drill -- [--tills N] [--seconds N] [--json]';
const say = (line: string): void => void process.stdout.write(`${line}\n`);

function argsOf(argv: readonly string[]) {
  const options = {
    tills: { type: 'string', default: '6' },
    seconds: { type: 'string', default: '5' },
    json: { type: 'boolean', default: false },
  } as const;
  try {
    const { values } = parseArgs({ args: [...argv], options });
    const [tills, seconds] = [Number(values.tills), Number(values.seconds)];
    if (!Number.isInteger(tills) || tills < 1 || tills > 99 || !(seconds > 0)) return undefined;
    return { tills, spanMs: seconds * 1000, json: values.json };
  } catch {
    return undefined;
  }
}

function described(report: DrillReport, faults: readonly string[]): string {
  const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
  return [
    `  sold                       ${report.opsSold} ops at ${report.tills} tills, ${report.opsSoldMeanwhile} while site A was away`,
    `  backup under load          ${seconds(report.backupMs)}`,
    `  longest wait of any till   ${seconds(report.longestWaitMs)}`,
    `  site A takes sales again   ${seconds(report.takesSalesMs)} after it was destroyed`,
    `  site A releases again      ${seconds(report.releasesMs)}`,
    `  both sites hold the same   ${seconds(report.levelMs)}`,
    `  lost                       ${report.lost.length}`,
    faults.length === 0 ? 'drill passed' : `DRILL FAILED: ${faults.join('; ')}`,
  ].join('\n');
}

const args = argsOf(process.argv.slice(2));
if (args === undefined) {
  process.stderr.write(`evertill: usage: ${USAGE}\n`);
  process.exit(2);
}
const dir = mkdtempSync(join(tmpdir(), 'evertill-drill-'));
chmodSync(dir, 0o755);
try {
  const report = await runDrill({ ...args, dir, say: args.json ? () => undefined : say });
  const faults = judgeDrill(report);
  say(args.json ? JSON.stringify({ ...report, faults }, null, 2) : described(report, faults));
  process.exitCode = faults.length === 0 ? 0 : 1;
} catch (error) {
  process.stderr.write(`evertill: the drill did not come to its end: ${String(error)}\n`);
  process.exitCode = 1;
} finally {
  rmSync(dir, { recursive: true, force: true });
}
