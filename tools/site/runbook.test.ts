import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

/*
 * The runbook is read when a site is down: each of its commands is one that a server test runs, with
 * each of its options. A test names it as `npm run` does, or by its program's file.
 */

const ROOT = path.resolve(import.meta.dirname, '../..');
const COMMAND = /^npm run (?<script>[a-z:-]+)(?: -- (?<args>[^#\n]*))?/gm;
/** How far behind the program's name a test's arguments go. */
const CALL_LENGTH = 120;

const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
/** On one line, however a call was broken over several. */
const tests = globSync('server/test/**/*.ts', { cwd: ROOT })
  .map(read)
  .join('\n')
  .replaceAll(/\(\s+'/g, "('");

function commandsOf(text: string): { line: string; script: string; options: string[] }[] {
  return [...text.matchAll(COMMAND)].map(({ 0: line, groups = {} }) => ({
    line: line.trim(),
    script: groups['script'] ?? '',
    options: [...(groups['args'] ?? '').matchAll(/--[a-z-]+/g)].map(([option]) => option),
  }));
}

/** What stands behind each mention of a program in the server tests. */
function callsOf(script: string): string[] {
  const program = path.basename(scripts[script] ?? 'no such script');
  const calls = [`'${program}'`, `npmRun('${script}'`, `startNpmScript('${script}'`];
  return calls
    .flatMap((call) => tests.split(call).slice(1))
    .map((text) => text.slice(0, CALL_LENGTH));
}

const commands = commandsOf(read('docs/runbook.md'));

test('the runbook has commands', () => {
  expect(commands.length).toBeGreaterThan(10);
});

test.each(commands)('$line is run by a test', ({ script, options }) => {
  const calls = callsOf(script);
  expect(calls, `${script} in server/test`).not.toEqual([]);
  const untested = options.filter((option) => !calls.some((call) => call.includes(`'${option}'`)));
  expect(untested).toEqual([]);
});
