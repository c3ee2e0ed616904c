import path from 'node:path';
import { expect, test } from 'vitest';
import { totalLine } from './outcome.ts';
import { readPlaywrightReport } from './playwright-stage.ts';
import { ROOT } from './run-tool.ts';
import { readVitestReport } from './vitest-stage.ts';

const file = path.join(ROOT, 'src/a.test.ts');

test('a Vitest report counts each test, and a skip without a reason is a failure', () => {
  const outcome = readVitestReport({
    success: false,
    testResults: [
      {
        name: file,
        status: 'failed',
        message: '',
        assertionResults: [
          { fullName: 'adds', status: 'passed' },
          { fullName: 'breaks', status: 'failed', failureMessages: ['expected 1, got 2'] },
          { fullName: 'waits', status: 'pending' },
          { fullName: 'rests', status: 'skipped', meta: { skipReason: 'no strace here' } },
        ],
      },
    ],
  });
  expect(outcome.failures).toEqual([
    'src/a.test.ts: breaks\nexpected 1, got 2',
    'src/a.test.ts: waits\nis skipped without a reason (meta.skipReason)',
  ]);
  expect(outcome.skips).toEqual(['src/a.test.ts: rests: no strace here']);
  expect(totalLine([outcome])).toBe('1 passed, 2 failed, 1 skipped');
});

test('a file that could not be loaded is a failure although it has no tests', () => {
  const outcome = readVitestReport({
    success: false,
    testResults: [
      { name: file, status: 'failed', message: 'no such module', assertionResults: [] },
    ],
  });
  expect(outcome.failures).toEqual(['src/a.test.ts\nno such module']);
});

test('a Playwright report is read down its suites; flaky is not good enough', () => {
  const run = (status: 'expected' | 'flaky' | 'skipped', description?: string) => ({
    status,
    annotations: description === undefined ? [] : [{ type: 'skip', description }],
    results: [{ errors: [{ message: 'timed out' }] }],
  });
  const spec = (title: string, of: ReturnType<typeof run>) => ({
    title,
    file: 'a.spec.ts',
    line: 3,
    tests: [of],
  });
  const outcome = readPlaywrightReport({
    errors: [],
    suites: [
      {
        specs: [spec('sells', run('expected'))],
        suites: [
          {
            specs: [
              spec('wavers', run('flaky')),
              spec('is absent', run('skipped', 'real Electron only')),
              spec('hides', run('skipped')),
            ],
          },
        ],
      },
    ],
  });
  expect(outcome.passed).toBe(1);
  expect(outcome.failures).toEqual([
    'a.spec.ts:3 wavers\ntimed out',
    'a.spec.ts:3 hides\nis skipped without a reason',
  ]);
  expect(outcome.skips).toEqual(['a.spec.ts:3 is absent: real Electron only']);
});
