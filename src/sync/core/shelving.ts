import type { ShelvedRow, Shelving } from './ports.ts';

/** Whether a shelf with this row in the place lets it happen. */
export function isShelvable(shelf: Shelving, there: ShelvedRow | undefined): boolean {
  if ('take' in shelf) return there?.isGone === false;
  return 'put' in shelf || there === undefined;
}

/** The place of the shelf afterwards; undefined: it is empty. */
export function shelvedAfter(
  shelf: Shelving,
  there: ShelvedRow | undefined,
): ShelvedRow | undefined {
  if ('put' in shelf) return shelf.put;
  if ('putOnce' in shelf) return { ...shelf.putOnce, isMarked: true };
  return there?.isMarked === true ? { ...there, isGone: true, body: null } : undefined;
}

/** The id of the place that changes. */
export function shelfPlace(shelf: Shelving): string {
  if ('take' in shelf) return shelf.take;
  return 'put' in shelf ? shelf.put.parkId : shelf.putOnce.parkId;
}
