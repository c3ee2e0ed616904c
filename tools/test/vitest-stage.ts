import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { NOTHING_YET, oneTest, type Outcome } from './outcome.ts';
import { ROOT, runTool, tail } from './run-tool.ts';

type Assertion = {
  fullName: string;
  status: 'passed' | 'failed' | 'skipped' | 'pending' | 'todo' | 'disabled';
  failureMessages?: string[];
  meta?: { skipReason?: string };
};
type File = { name: string; status: string; message: string; assertionResults: Assertion[] };
export type VitestReport = { success: boolean; testResults: File[] };

const MOST_LINES = 15;

/** Runs one Vitest configuration and reads its JSON report. */
export async function vitestStage(config: string): Promise<Outcome> {
  const report = path.join(ROOT, '.cache', 'reports', `${config}.json`);
  mkdirSync(path.dirname(report), { recursive: true });
  rmSync(report, { force: true });
  const args = ['run', '--config', config, '--reporter=json', `--outputFile=${report}`];
  const { code, output } = await runTool('node_modules/vitest/vitest.mjs', args);
  if (!existsSync(report)) return oneTest(`Vitest wrote no report:\n${tail(output)}`);
  const outcome = readVitestReport(JSON.parse(readFileSync(report, 'utf8')) as VitestReport);
  // An error between tests, or no test at all, fails the run and no single test.
  if (code !== 0 && outcome.failures.length === 0)
    outcome.failures.push(`Vitest ended with code ${code}:\n${tail(output)}`);
  return outcome;
}

export function readVitestReport({ testResults }: VitestReport): Outcome {
  const outcome: Outcome = { ...NOTHING_YET, failures: [], skips: [] };
  for (const { name, status, message, assertionResults } of testResults) {
    const file = path.relative(ROOT, name);
    if (status === 'failed' && !assertionResults.some((one) => one.status === 'failed'))
      outcome.failures.push(`${file}\n${firstLines(message)}`);
    for (const one of assertionResults) {
      const title = `${file}: ${one.fullName}`;
      if (one.status === 'passed') outcome.passed += 1;
      else if (one.status === 'failed')
        outcome.failures.push(`${title}\n${firstLines(one.failureMessages?.join('\n') ?? '')}`);
      else if (one.meta?.skipReason === undefined)
        outcome.failures.push(`${title}\nis skipped without a reason (meta.skipReason)`);
      else outcome.skips.push(`${title}: ${one.meta.skipReason}`);
    }
  }
  return outcome;
}

/** Frames inside packages tell nothing of our own fault. */
function firstLines(text: string): string {
  const lines = text.trim().split('\n');
  const own = lines.filter((line) => !/^\s+at .*node_modules\//.test(line));
  return own.slice(0, MOST_LINES).join('\n');
}
