import { expect, test } from 'vitest';
import { isAnswerTo } from './site-answers.ts';

const op = { seq: 1, op_id: 'A'.repeat(22), prev: 'A'.repeat(22), raw: 'e30' };

test('BE3: a body is an answer to its own path only', () => {
  const streams = JSON.stringify({ streams: [] });
  expect(isAnswerTo('/v1/sync/own-streams', streams)).toBe(true);
  for (const path of [
    '/v1/sync/ops',
    '/v1/sync/import',
    '/v1/store/parked',
    '/v1/store/parked/handed?hands=1,2',
    '/v1/store/parked/asked',
    '/v1/store/parked/ask',
    '/v1/store/stored-value',
    '/v1/store/documents?q=1',
    '/v1/store/documents/0417-01-1',
    '/v1/store/day?day=2026-11-22',
    '/v1/store/day/pictures?day=2026-11-22',
    '/v1/store/quick-keys',
  ])
    expect([path, isAnswerTo(path, streams)]).toEqual([path, false]);
  expect(isAnswerTo('/v1/sync/own-streams', '<html>Sign in</html>')).toBe(false);
});

test('BE3: of lines each one counts; a path that nobody listed is taken as it is', () => {
  const line = JSON.stringify(op);
  const path = '/v1/sync/own-ops?stream=x&from=1';
  expect(isAnswerTo(path, `${line}\n${line}\n`)).toBe(true);
  expect(isAnswerTo(path, `${line}\n{"seq":2}\n`)).toBe(false);
  expect(isAnswerTo('/v1/else', 'anything')).toBe(true);
});
