import type { EvaluatedFlag } from './flags/flag-set.ts';
import type { CatalogueView, FlagView, TillFace } from '../shared/till-api.ts';
import { notesOf } from './selling/till-rules.ts';
import type { TillCore } from './till-core.ts';

/** Which till this is, for the header and the money format. */
export function tillFace({ identity, info, keepsData }: TillCore): TillFace {
  const { profile } = identity;
  return {
    region: identity.region,
    store: identity.store,
    storeName: profile.name,
    till: identity.till,
    currency: profile.currency,
    locale: profile.locale,
    timeZone: profile.time_zone,
    priceMode: profile.price_mode,
    notes: notesOf(profile.currency),
    host: info.host,
    build: info.build,
    weakHost: info.journal_host === 'opfs',
    keepsData,
  };
}

export function catalogueView({ catalogue }: TillCore): CatalogueView {
  return {
    ready: catalogue.ready,
    articles: catalogue.index.size,
    loadedPercent: catalogue.loadedPercent,
    updatedMs: catalogue.updatedMs,
  };
}

export function flagViews(flags: readonly EvaluatedFlag[]): FlagView[] {
  return flags.map(({ key, variant, value }) => ({ key, variant, value }));
}
