import type { ChangeRow } from '../../../../src/contracts/wire.ts';
import type { ReleaseState } from '../../../../src/domain/release/compose-release.ts';
import { pilotFlag, type FlagBody } from '../../../../src/domain/release/pilot-rule.ts';
import type { Edit } from '../changes/append-changes.ts';

/** Winning flag rows by key. */
export type FlagWinners = ReadonlyMap<string, Pick<ChangeRow, 'v' | 'hlc' | 'o'>>;

type ReleasedFlagState = {
  key: string;
  variant: string;
  /** What the row must say now; null: no row. */
  wanted: string | null;
  /** The row says so. */
  isInForce: boolean;
  /** Somebody wrote it by hand since the start: it is theirs (REL10). */
  isByHand: boolean;
};

/** Each flag of a release: what its row must say, and whose word it is now. */
export function flagStates(state: ReleaseState, winners: FlagWinners): ReleasedFlagState[] {
  const { release, started, status, percent } = state;
  return (release.flags ?? []).map(({ key, variant }) => {
    const held = winners.get(key);
    const is = held?.v ?? null;
    const before = started?.t.flags_before?.find((flag) => flag.key === key)?.v ?? null;
    if (started === undefined || before === null)
      return { key, variant, wanted: is, isInForce: started === undefined, isByHand: false };
    const body = JSON.parse(before) as FlagBody;
    const at = (share: number): string =>
      JSON.stringify(pilotFlag(body, release.id, variant, share));
    const wanted = status === 'rolled-back' ? before : at(percent);
    const isOurs = release.stages.some((stage) => at(stage.percent) === is);
    const isSince =
      held !== undefined &&
      (held.hlc > started.hlc || (held.hlc === started.hlc && held.o > started.o));
    // Taken back, what was before stands already where nobody wrote anything since.
    return { key, variant, wanted, isInForce: is === wanted, isByHand: isSince && !isOurs };
  });
}

/**
 * What makes the flags say what the release says. A row that somebody wrote by hand stays, so that no
 * clock undoes a kill switch; `takesBack`: a person wants the release's word again.
 */
export function flagEdits(state: ReleaseState, winners: FlagWinners, takesBack = false): Edit[] {
  return flagStates(state, winners)
    .filter(({ isInForce, isByHand }) => !isInForce && (takesBack || !isByHand))
    .map(({ key, wanted }) =>
      wanted === null
        ? { ds: 'flag', k: key, op: 'del', v: null }
        : { ds: 'flag', k: key, op: 'put', v: wanted },
    );
}
