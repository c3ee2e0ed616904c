/** One line of the result: what was measured, how it stands against its goal and its peer. */
export type Metric = {
  name: string;
  value: number;
  unit: string;
  /** In words, as in the table; every part of it is part of `holds`. */
  goal: string;
  holds: boolean;
  /** What ran beside it in the same run. */
  comparedWith?: string;
  /** Value of the other side, in the same unit. */
  peerValue?: number;
  /** Value by the other side's. */
  ratio?: number;
  /** Why a peer that belongs here is missing. */
  withoutPeer?: string;
  /** Raw measurements of both sides, in `unit` unless the key says otherwise. */
  samples: Record<string, readonly number[]>;
  settings: Record<string, unknown>;
  /** Where a later, partial run measured it: of which tree, and when (ISO, UTC). */
  measured?: { commit: string; date: string };
};

/** Value that this part (0 to 1) of the samples does not exceed. */
export function quantile(samples: readonly number[], part: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? Number.NaN;
}

/** Three digits that count are enough to read, and keep the file small. */
export function rounded(value: number): number {
  return Number.isFinite(value) ? Number(value.toPrecision(4)) : value;
}

export const allRounded = (values: readonly number[]): number[] => values.map(rounded);
