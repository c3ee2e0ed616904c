import { FlagdCore } from '@openfeature/flagd-core';
import {
  OpenFeature,
  type Client,
  type EvaluationContext,
  type JsonValue,
  type Provider,
  type ResolutionDetails,
} from '@openfeature/web-sdk';
import { BACK_END_FLAG, CHAMPION } from '../../../domain/release/back-end-flag.ts';
import type { HeldRow } from '../../../sync/adapters/till-db.ts';

/** A flag as a sale is stamped with it. */
export type EvaluatedFlag = {
  key: string;
  variant: string;
  value: unknown;
  hlc: number;
  origin: string;
};

/**
 * flagd-core behind the OpenFeature provider interface, on the till itself. Code
 * generation is off: under our CSP it would fail quietly and switch every pilot off.
 */
class TillFlagProvider implements Provider {
  readonly metadata = { name: 'evertill-till' };
  private readonly core: FlagdCore;
  private readonly ranks: () => Ranks;

  constructor(core: FlagdCore, ranks: () => Ranks) {
    this.core = core;
    this.ranks = ranks;
  }

  /** Rules name a store's rank in a release as `pilot.<release>`. */
  private around(c: EvaluationContext): EvaluationContext {
    return { ...c, pilot: this.ranks() };
  }

  resolveBooleanEvaluation(
    key: string,
    fallback: boolean,
    c: EvaluationContext,
  ): ResolutionDetails<boolean> {
    return this.core.resolveBooleanEvaluation(key, fallback, this.around(c));
  }

  resolveStringEvaluation(
    key: string,
    fallback: string,
    c: EvaluationContext,
  ): ResolutionDetails<string> {
    return this.core.resolveStringEvaluation(key, fallback, this.around(c));
  }

  resolveNumberEvaluation(
    key: string,
    fallback: number,
    c: EvaluationContext,
  ): ResolutionDetails<number> {
    return this.core.resolveNumberEvaluation(key, fallback, this.around(c));
  }

  resolveObjectEvaluation<T extends JsonValue>(
    key: string,
    fallback: T,
    c: EvaluationContext,
  ): ResolutionDetails<T> {
    return this.core.resolveObjectEvaluation(key, fallback, this.around(c));
  }
}

/** Rows that the document is composed of. */
export const FLAG_ROWS: readonly string[] = ['flag', 'rank'];

/** The store's rank by release. */
type Ranks = Record<string, number>;

function isDefinition(v: string | null): v is string {
  if (v === null) return false;
  try {
    const value: unknown = JSON.parse(v);
    return typeof value === 'object' && value !== null && 'state' in value && 'variants' in value;
  } catch {
    return false;
  }
}

/** Of this store alone: another one's row, however well signed, admits nobody here. */
function ranksOf(rows: readonly HeldRow[], store: string): Ranks {
  const ranks: Ranks = {};
  for (const { ds, k, v } of rows) {
    const [of, release = ''] = k.split('/');
    if (ds !== 'rank' || of !== store || v === null) continue;
    const { rank } = (JSON.parse(v) ?? {}) as { rank?: unknown };
    if (typeof rank === 'number') ranks[release] = rank;
  }
  return ranks;
}

/** Every flag this build knows, with the safe path as its default (promise 8). */
export const KNOWN_FLAGS = { 'sell-quick-cash': false } as const;

export class FlagSet {
  private readonly core = new FlagdCore(undefined, undefined, {
    disableDynamicCodeGeneration: true,
  });
  private readonly client: Client;
  private stamps = new Map<string, { hlc: number; o: string }>();

  private readonly store: string;
  private ranks: Ranks = {};

  private constructor(client: Client, store: string) {
    this.client = client;
    this.store = store;
  }

  static async open(context: { storeId: string; tillId: string }): Promise<FlagSet> {
    await OpenFeature.setContext({ targetingKey: context.storeId, ...context });
    const set = new FlagSet(OpenFeature.getClient(), context.storeId);
    await OpenFeature.setProviderAndWait(new TillFlagProvider(set.core, () => set.ranks));
    return set;
  }

  /**
   * Composes the document from the signed rows held (D17), flags and ranks together. A row that is no
   * definition is left out, so that it takes no other with it; a broken document keeps the last good one.
   */
  load(rows: readonly HeldRow[]): void {
    const live = rows.filter((r) => r.ds === 'flag' && isDefinition(r.v));
    const flags = live.map((r) => `${JSON.stringify(r.k)}:${r.v}`).join(',');
    try {
      this.core.setConfigurations(`{"flags":{${flags}}}`);
      this.stamps = new Map(live.map((r) => [r.k, { hlc: r.hlc, o: r.o }]));
      this.ranks = ranksOf(rows, this.store);
    } catch {
      // Head office checked the rows before signing; what is in force stays in force.
    }
  }

  /** What the rows name as the store's back end; no part of a sale. */
  backEnd(): { value: string; hlc: number } {
    const { value } = this.client.getStringDetails(BACK_END_FLAG, CHAMPION);
    return { value, hlc: this.stamps.get(BACK_END_FLAG)?.hlc ?? 0 };
  }

  /** Evaluated at a sale boundary, never inside a basket. */
  evaluate(): EvaluatedFlag[] {
    return Object.entries(KNOWN_FLAGS).map(([key, fallback]) => {
      const details = this.client.getBooleanDetails(key, fallback);
      const stamp = this.stamps.get(key);
      const variant = details.variant ?? 'code-default';
      return { key, variant, value: details.value, hlc: stamp?.hlc ?? 0, origin: stamp?.o ?? '' };
    });
  }
}
