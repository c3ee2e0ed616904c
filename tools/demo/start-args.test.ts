import { expect, test } from 'vitest';
import { readStartArgs } from './start-args.ts';

test('without arguments: region eu, 20,000 articles, a till', () => {
  expect(readStartArgs([])).toEqual({
    regions: ['eu'],
    articles: 20_000,
    reset: false,
    till: true,
    help: false,
  });
});

test('two regions are named once each', () => {
  expect(readStartArgs(['--region', 'eu,na,eu', '--no-till']).regions).toEqual(['eu', 'na']);
});

test.each([
  [['--regoin', 'eu'], "Unknown option '--regoin'"],
  [['--region', 'mars'], 'unknown region "mars": use eu, na or eu,na'],
  [['--articles', 'many'], '--articles many: give a number from 100 to 100000'],
  [['--articles', '7'], '--articles 7: give a number from 100 to 100000'],
  [['now'], "Unexpected argument 'now'"],
])('%j is refused in one clear line', (argv, line) => {
  let said = '';
  try {
    readStartArgs(argv);
  } catch (error) {
    said = (error as Error).message;
  }
  expect(said).toContain(line);
  expect(said).not.toContain('\n');
});
