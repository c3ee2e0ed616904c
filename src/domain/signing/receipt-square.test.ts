import { expect, it } from 'vitest';
import type { Seal } from './device-signature.ts';
import { receiptSquare } from './receipt-square.ts';

const isoTime = (ms: number): string => new Date(ms).toISOString();

const SEAL: Seal = {
  client: '0417-02',
  process_type: 'Kassenbeleg-V1',
  process_data: 'Beleg^11.90_0.00_0.00_0.00_0.00^11.90:Bar',
  signed: {
    serial: 'SIMULATOR-00',
    algorithm: 'ecdsa-plain-SHA256',
    time_format: 'unixTime',
    public_key: 'BKey',
    transaction: 7,
    counter: 14,
    started_ms: Date.UTC(2026, 10, 22, 9, 30, 1, 5),
    logged_ms: Date.UTC(2026, 10, 22, 9, 30, 2),
    signature: 'c2ln',
  },
};

it('dom-F2, TSE2: all that a receipt must say of its signature, in the order of the form V0', () => {
  expect(receiptSquare(SEAL, isoTime)).toBe(
    [
      'V0',
      '0417-02',
      'Kassenbeleg-V1',
      'Beleg^11.90_0.00_0.00_0.00_0.00^11.90:Bar',
      '7',
      '14',
      '2026-11-22T09:30:01.005Z',
      '2026-11-22T09:30:02.000Z',
      'ecdsa-plain-SHA256',
      'unixTime',
      'c2ln',
      'BKey',
    ].join(';'),
  );
});

it('TSE2: what was not signed has none', () => {
  const { signed: _, ...rest } = SEAL;
  const unsigned = { why: 'silent', since_ms: 0 } as const;
  expect(receiptSquare({ ...rest, unsigned }, isoTime)).toBeUndefined();
});
