import { Permission } from '../../../contracts/datasets.ts';
import { parseJson } from '../../../contracts/parse.ts';
import {
  GUARDED_ACTIONS,
  SAFE_LIMITS,
  type GuardedAction,
  type Limit,
  type Permissions,
  type Role,
} from '../../../domain/adjust/permissions.ts';
import { minor } from '../../../domain/money.ts';
import type { HeldRow } from '../../../sync/adapters/till-db.ts';

const isRole = (text: string | undefined): text is Role =>
  text !== undefined && Object.hasOwn(SAFE_LIMITS, text);
const isAction = (text: string | undefined): text is GuardedAction =>
  GUARDED_ACTIONS.some((action) => action === text);

/** A store's rights. Roles and actions that this version does not know are left out. */
export function permissionsOf(
  rows: readonly Pick<HeldRow, 'k' | 'v'>[],
  store: string,
): Permissions {
  const permissions = new Map<`${Role}/${GuardedAction}`, Limit>();
  for (const { k, v } of rows) {
    const [of, role, action, ...more] = k.split('/');
    const value = v === null ? undefined : parseJson(Permission, v);
    if (of !== store || more.length > 0 || value === undefined) continue;
    if (!isRole(role) || !isAction(action)) continue;
    const { allowed, max_hundredths: maxHundredths, max_amount: maxAmount } = value;
    permissions.set(`${role}/${action}`, {
      allowed,
      ...(maxHundredths === undefined ? {} : { maxHundredths }),
      ...(maxAmount === undefined ? {} : { maxAmount: minor(maxAmount) }),
    });
  }
  return permissions;
}
