import { expect, it } from 'vitest';
import { badCode, unknownCode } from './scan-refusals.ts';

it('dom-Y2: long numbers are told of barcodes only, of all else their last figures', () => {
  expect(unknownCode('4006381333931').next).toMatch(/^4006381333931 is not/);
  expect(badCode('14006381333931', 'check-digit').next).toMatch(/^14006381333931 has/);
  for (const text of ['ö4111111111111112´2912', '4111 1111 1111 1112', '4111111111111112'])
    expect([text, /1111/.test(unknownCode(text).next)]).toEqual([text, false]);
  expect(unknownCode('4111111111111112').next).toMatch(/^••1112 is not/);
});
