import { expect, test } from 'vitest';
import { toBase64url } from './base64url.ts';
import { opTrace, traceparent } from './op-trace.ts';

const BYTES = Uint8Array.from({ length: 16 }, (_, i) => i * 16 + 1);

test('TR1: the trace of an op is its id, and the sale is its first half', () => {
  const trace = opTrace(toBase64url(BYTES));
  expect(trace).toEqual({
    traceId: '01112131415161718191a1b1c1d1e1f1',
    spanId: '0111213141516171',
  });
  expect(trace === undefined ? '' : traceparent(trace)).toMatch(
    /^00-[0-9a-f]{32}-0111213141516171-01$/,
  );
});

test.each([
  '',
  'short',
  toBase64url(new Uint8Array(16)),
  `${toBase64url(BYTES)}AA`,
  '*'.repeat(22),
])('TR1: %j has no trace', (id) => {
  expect(opTrace(id)).toBeUndefined();
});
