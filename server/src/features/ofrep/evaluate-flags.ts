import { FlagdCore } from '@openfeature/flagd-core';
import type { FlagDefinition } from '../../../../src/contracts/datasets.ts';
import type { ChangeRow } from '../../../../src/contracts/wire.ts';

/** What is asked around a flag: a client's words, and what head office knows of its store. */
export type FlagContext = { targetingKey: string } & Record<string, unknown>;

/** One evaluated flag as OFREP 0.3 has it. Without a `value` the client takes its own default. */
export type Evaluated =
  | { key: string; value?: unknown; reason: string; variant?: string }
  | { key: string; errorCode: string; errorDetails: string };

const REASONS = ['STATIC', 'TARGETING_MATCH', 'SPLIT', 'DISABLED'];
const NO_VALUE = { boolean: false, string: '', number: 0, object: {} } as const;
type Kind = keyof typeof NO_VALUE;

function kindOf({ variants }: FlagDefinition): Kind {
  const kind = typeof Object.values(variants)[0];
  return kind === 'boolean' || kind === 'string' || kind === 'number' ? kind : 'object';
}

/** Flags of the rows that are in force, evaluated by the very evaluator that tills have. */
export class FlagEvaluator {
  readonly keys: readonly string[];
  private readonly kinds: ReadonlyMap<string, Kind>;
  private readonly core = new FlagdCore(undefined, undefined, {
    disableDynamicCodeGeneration: true,
  });

  constructor(rows: readonly Pick<ChangeRow, 'k' | 'v'>[]) {
    const flags = rows.flatMap(({ k, v }) =>
      v === null ? [] : [[k, JSON.parse(v) as FlagDefinition] as const],
    );
    this.kinds = new Map(flags.map(([key, flag]) => [key, kindOf(flag)]));
    this.keys = [...this.kinds.keys()].sort();
    this.core.setConfigurations(JSON.stringify({ flags: Object.fromEntries(flags) }));
  }

  /** Undefined: there is no such flag. */
  evaluate(key: string, context: FlagContext): Evaluated | undefined {
    const kind = this.kinds.get(key);
    if (kind === undefined) return undefined;
    // Parsed JSON is what the evaluator takes; its type knows fewer values than a client may send.
    const around = context as Parameters<FlagdCore['resolveBooleanEvaluation']>[2];
    const found = this.core.resolve(kind, key, NO_VALUE[kind], around);
    const { errorCode, errorMessage, variant, value, reason = '' } = found;
    if (errorCode !== undefined) return { key, errorCode, errorDetails: errorMessage ?? '' };
    const why = REASONS.includes(reason) ? reason : 'UNKNOWN';
    return variant === undefined ? { key, reason: why } : { key, value, reason: why, variant };
  }

  all(context: FlagContext): Evaluated[] {
    return this.keys.flatMap((key) => this.evaluate(key, context) ?? []);
  }
}
