export type CustomerPlace = { x: number; y: number };

const PLACE = /^(-?\d{1,5}),(-?\d{1,5})$/;
/**
 * `EVERTILL_DISPLAY`: `x,y` of the customer's screen on the desktop, in pixels (DSP3). Undefined: there
 * is none; `wrong`: it says something else.
 */
export function readCustomerPlace(
  env: Readonly<Record<string, string | undefined>>,
): CustomerPlace | 'wrong' | undefined {
  const text = env['EVERTILL_DISPLAY'] ?? '';
  if (text === '') return undefined;
  const [, x, y] = PLACE.exec(text) ?? [];
  return x === undefined || y === undefined ? 'wrong' : { x: Number(x), y: Number(y) };
}
