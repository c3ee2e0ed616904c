import type { SaleVersions } from '../../../domain/sale.ts';
import type { EvaluatedFlag } from '../flags/flag-set.ts';
import type { TillCore } from '../till-core.ts';

/** What this till runs with, as it stands on each document (D13). */
export function saleVersions(
  { info, catalogue, identity }: TillCore,
  flags: readonly EvaluatedFlag[],
): SaleVersions {
  return {
    build: info.build,
    catalogue: String(catalogue.updatedMs ?? 0),
    tax: identity.profile.tax_version,
    flags: flags.map(({ key, variant, hlc, origin }) => ({ key, variant, hlc, origin })),
  };
}
