import { Compile } from 'typebox/compile';
import { ShiftClosedBody } from '../../../../src/contracts/end-of-day.ts';

const check = Compile(ShiftClosedBody);

/** A Z out of the read models; undefined where a version that knew another shape wrote it. */
export function readZ(body: string): ShiftClosedBody | undefined {
  const value: unknown = JSON.parse(body);
  return check.Check(value) ? value : undefined;
}
