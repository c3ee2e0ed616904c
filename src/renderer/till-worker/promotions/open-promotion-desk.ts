import type { TillCore } from '../till-core.ts';
import { PromotionDesk } from './promotion-desk.ts';

/** The promotions of this till's store, read from its database. */
export function openPromotionDesk(
  { db, wire, identity }: TillCore,
  begunAt: string | undefined,
  changed: () => void,
): PromotionDesk {
  const { time_zone: timeZone, price_zone: zone, rounding } = identity.profile;
  return new PromotionDesk(
    {
      rows: () => db.rows.where('ds').equals('promotion').toArray(),
      zone,
      timeZone,
      rounding: rounding.mode,
      correctedMs: () => wire.correctedMs(),
      changed,
    },
    begunAt,
  );
}
