import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { NOTHING_YET, oneTest, type Outcome } from './outcome.ts';
import { ROOT, runTool, tail } from './run-tool.ts';

type Run = {
  status: 'expected' | 'unexpected' | 'flaky' | 'skipped';
  annotations: { type: string; description?: string }[];
  results: { errors: { message?: string }[] }[];
};
type Suite = {
  suites?: Suite[];
  specs?: { title: string; file: string; line: number; tests: Run[] }[];
};
export type PlaywrightReport = { suites: Suite[]; errors: { message?: string }[] };

const REPORT = path.join(ROOT, '.cache', 'reports', 'playwright.json');
const MOST_LINES = 20;

/** Runs the end-to-end specs on whichever host is here, and says which it was. */
export async function playwrightStage(): Promise<Outcome> {
  mkdirSync(path.dirname(REPORT), { recursive: true });
  rmSync(REPORT, { force: true });
  const { code, output } = await runTool(
    'node_modules/@playwright/test/cli.js',
    ['test', '--reporter=json'],
    { PLAYWRIGHT_JSON_OUTPUT_FILE: REPORT, PLAYWRIGHT_JSON_OUTPUT_NAME: REPORT },
  );
  const notes = output.split('\n').filter((line) => line.startsWith('host: '));
  if (!existsSync(REPORT)) return oneTest(`Playwright wrote no report:\n${tail(output)}`);
  const report = JSON.parse(readFileSync(REPORT, 'utf8')) as PlaywrightReport;
  const outcome = readPlaywrightReport(report);
  if (code !== 0 && outcome.failures.length === 0)
    outcome.failures.push(`Playwright ended with code ${code}:\n${tail(output)}`);
  return { ...outcome, notes };
}

export function readPlaywrightReport({ suites, errors }: PlaywrightReport): Outcome {
  const outcome: Outcome = { ...NOTHING_YET, failures: [], skips: [] };
  for (const { message } of errors) outcome.failures.push(plain(message ?? 'unknown error'));
  for (const suite of suites) readSuite(suite, '', outcome);
  return outcome;
}

function readSuite(suite: Suite, above: string, outcome: Outcome): void {
  for (const { title, file, line, tests } of suite.specs ?? [])
    for (const run of tests) readRun(run, `${above}${file}:${line} ${title}`, outcome);
  for (const inner of suite.suites ?? []) readSuite(inner, above, outcome);
}

function readRun({ status, annotations, results }: Run, title: string, outcome: Outcome): void {
  const reason = annotations.find(({ type }) => type === 'skip' || type === 'fixme')?.description;
  switch (status) {
    case 'expected':
      outcome.passed += 1;
      return;
    case 'skipped':
      if (reason === undefined) outcome.failures.push(`${title}\nis skipped without a reason`);
      else outcome.skips.push(`${title}: ${reason}`);
      return;
    case 'unexpected':
    case 'flaky': {
      const said = results.flatMap(({ errors }) => errors.map(({ message }) => message ?? ''));
      outcome.failures.push(`${title}\n${plain(said.join('\n'))}`);
    }
  }
}

/** Without the colours of a terminal, and not the whole page of it. */
function plain(text: string): string {
  // oxlint-disable-next-line no-control-regex
  const bare = text.replaceAll(/\u001b\[[0-9;]*m/g, '');
  return bare.trim().split('\n').slice(0, MOST_LINES).join('\n');
}
