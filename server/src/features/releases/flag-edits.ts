import type { ReleaseState } from '../../../../src/domain/release/compose-release.ts';
import { MACHINE } from '../../../../src/domain/release/machine-step.ts';
import { pilotFlag, type FlagBody } from '../../../../src/domain/release/pilot-rule.ts';
import type { Edit } from '../changes/append-changes.ts';

/** A row of a flag; `v` null: it was deleted. */
export type FlagRow = { v: string | null; hlc: number; o: string; author: string };
/** All rows of each flag by key, newest first: the first is the one that counts. */
export type FlagRows = ReadonlyMap<string, readonly FlagRow[]>;

type ReleasedFlagState = {
  key: string;
  variant: string;
  /** What the row must say now; null: no row. */
  wanted: string | null;
  /** The row says so. */
  isInForce: boolean;
  /** Somebody wrote it by hand since the start: it is theirs (REL10). */
  isByHand: boolean;
  /** Stamps of the rows written by hand that nobody who resumed knew of. */
  byHand: string[];
  /** Of the row that counts now; 0: there is none. */
  baseHlc: number;
};

type Stamp = Pick<FlagRow, 'hlc' | 'o'>;
const stampOf = ({ hlc, o }: Stamp): string => `${hlc}/${o}`;
const isAfter = (a: Stamp, b: Stamp): boolean => a.hlc > b.hlc || (a.hlc === b.hlc && a.o > b.o);

/** Each flag of a release: what its row must say, and whose word it is now. */
export function flagStates(state: ReleaseState, flags: FlagRows): ReleasedFlagState[] {
  return (state.release.flags ?? []).map(({ key, variant }) => {
    const rows = flags.get(key) ?? [];
    const is = rows[0]?.v ?? null;
    const baseHlc = rows[0]?.hlc ?? 0;
    const { begun } = state;
    const before = begun?.t.flags_before?.find((flag) => flag.key === key)?.v ?? null;
    if (begun === undefined || before === null) {
      const isInForce = begun === undefined;
      return { key, variant, wanted: is, isInForce, isByHand: false, byHand: [], baseHlc };
    }
    const { release, status, stage, percent } = state;
    const body = JSON.parse(before) as FlagBody;
    const at = (share: number): string =>
      JSON.stringify(pilotFlag(body, release.id, variant, share));
    // No stage counts: it was taken back, or its start was overruled.
    const mine = status === 'rolled-back' || stage < 0 ? before : at(percent);
    const ours = new Set<string | null>(release.stages.map((one) => at(one.percent)));
    const hand = handsOn(state, rows, { begun, ours, before });
    // What a step wrote over a hand that it did not know of gives way to it; another release's does not.
    const [top] = hand;
    const lost = top === rows[0] ? undefined : hand.find(({ v }) => !isOfRelease(v));
    const wanted = lost === undefined ? mine : lost.v;
    const isByHand = hand.length > 0 && (top === rows[0] || lost !== undefined);
    return {
      key,
      variant,
      wanted: isByHand && lost === undefined ? is : wanted,
      isInForce: is === mine,
      isByHand,
      byHand: hand.map(stampOf),
      baseHlc,
    };
  });
}

/** Rows by hand since the start, newest first, that nobody who resumed knew of. */
function handsOn(
  state: ReleaseState,
  rows: readonly FlagRow[],
  its: { begun: Stamp; ours: ReadonlySet<string | null>; before: string },
): FlagRow[] {
  const hand: FlagRow[] = [];
  for (const row of rows) {
    if (!isAfter(row, its.begun)) break;
    const isOurs = isWrittenBy(state, row);
    // Whoever wrote the release's own word by hand has given the flag back.
    if (its.ours.has(row.v) && !isOurs) break;
    // A resume of before it named rows took back what was there by its stamp.
    const isLifted = state.resumes.some(
      (resume) => resume.t.over?.includes(stampOf(row)) ?? isAfter(resume, row),
    );
    const isKnown = its.ours.has(row.v) || (isOurs && row.v === its.before);
    if (!isKnown && !isLifted) hand.push(row);
  }
  return hand;
}

/** The release wrote it: with a step, or when it mended. */
function isWrittenBy({ history }: ReleaseState, row: FlagRow): boolean {
  return row.author === MACHINE || history.some((step) => step.hlc === row.hlc && step.o === row.o);
}

function isOfRelease(v: string | null): boolean {
  const body = v === null ? undefined : (JSON.parse(v) as { metadata?: { release?: unknown } });
  return body?.metadata?.release !== undefined;
}

/**
 * What makes the flags say what the release says. A row that somebody wrote by hand stays, so that no
 * clock undoes a kill switch, and is written again where a step beside it did not know of it. Each edit
 * names the row it was made from: where that is another by now nothing is written (REL10).
 */
export function flagEdits(state: ReleaseState, flags: FlagRows): Edit[] {
  return flagStates(state, flags)
    .filter(({ key, wanted }) => wanted !== (flags.get(key)?.[0]?.v ?? null))
    .map(({ key, wanted, baseHlc }) =>
      wanted === null
        ? { ds: 'flag', k: key, op: 'del', v: null, base_hlc: baseHlc }
        : { ds: 'flag', k: key, op: 'put', v: wanted, base_hlc: baseHlc },
    );
}
