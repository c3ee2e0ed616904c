import { expect, test } from 'vitest';
import { partSizes, sizeFaults } from './part-sizes.ts';
import { SIZE_BUDGET } from './size-budget.ts';
import { sourceFaults } from './source-faults.ts';

const files = (mainBytes: number): Map<string, Buffer> =>
  new Map([
    ['dist/main/main.cjs', Buffer.alloc(mainBytes)],
    ['dist/preload/preload.cjs', Buffer.alloc(10)],
    ['dist/renderer/index.html', Buffer.from('<script src="./assets/index-1.js"></script>')],
    ['dist/renderer/assets/index-1.js', Buffer.alloc(20)],
    ['dist/renderer/assets/main-1.js', Buffer.alloc(30)],
  ]);
const BUNDLES = new Map([
  [
    'dist/main/main.cjs',
    [
      { file: 'node_modules/typebox/build/index.mjs', bytes: 90_000 },
      { file: 'src/main/index.ts', bytes: 2_000 },
    ],
  ],
]);

test('each part is measured by itself', () => {
  const sizes = partSizes(files(100));
  expect(sizes).toMatchObject({ main: 100, 'first script of the page': 20, worker: 30 });
  expect(sizeFaults(sizes, BUNDLES)).toEqual([]);
});

test('a part over its budget is named with how much it grew and what is heaviest', () => {
  const { was, most } = SIZE_BUDGET.main;
  const [fault, ...others] = sizeFaults(partSizes(files(most + 1_000)), BUNDLES);
  expect(others).toEqual([]);
  expect(fault).toContain(`"main" is ${(most + 1_000) / 1_000}.0 kB, 1.0 kB over its budget`);
  expect(fault).toContain(`it was ${was / 1_000}.0 kB`);
  expect(fault).toContain('typebox 90.0 kB, src/main/index.ts 2.0 kB');
});

test('a part that is not there is no success', () => {
  expect(sizeFaults(partSizes(new Map()), BUNDLES)[0]).toBe(
    'nothing of "main" was found to measure',
  );
});

test('what a bundle was made from is known, and nothing but what ships', () => {
  const script = 'dist/main/main.cjs';
  const typebox = 'node_modules/typebox';
  expect(sourceFaults(BUNDLES, [script], [typebox])).toEqual([]);
  expect(sourceFaults(BUNDLES, [script], [])).toEqual([
    `${script} was made from 1 that may not ship: ${typebox}/build/index.mjs`,
  ]);
  for (const file of [
    'server/src/main.ts',
    'src/main/a.test.ts',
    'src/sync/testing/x.ts',
    'tools/x.ts',
  ])
    expect(sourceFaults(new Map([[script, [{ file, bytes: 1 }]]]), [script], [])).toHaveLength(1);
  expect(sourceFaults(new Map(), [script], [])[0]).toContain('no source map');
});
