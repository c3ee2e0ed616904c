import type { ReleaseState } from './compose-release.ts';

/** A build that head office calls the champion: what every store runs that no release says otherwise of. */
export type ChampionWord = { readonly hlc: number; readonly o: string; readonly build: string };

/** A release of a build, and whether the store is among those that have it. */
export type BuildRelease = { readonly state: ReleaseState; readonly isAdmitted: boolean };

/** `release` undefined: the champion. */
export type BuildChoice = { readonly build: string; readonly release: string | undefined };

type Word = { hlc: number; o: string; choice: BuildChoice };
const newest = (words: readonly Word[]): BuildChoice | undefined =>
  words.toSorted((a, b) => b.hlc - a.hlc || (a.o < b.o ? 1 : -1))[0]?.choice;

/**
 * The build that a store should run; undefined where nobody ever said (BLD1). A pilot that is out counts
 * before all else in its stores; then the newer of what was done and who was made champion. A release that
 * was taken back is as if it had never been, so that what was before it is back by itself.
 */
export function buildOfStore(
  champions: readonly ChampionWord[],
  releases: readonly BuildRelease[],
): BuildChoice | undefined {
  const of = ({ state }: BuildRelease, status: readonly string[], by: string): Word[] => {
    const { release } = state;
    const row = state.history.findLast(({ t }) => t.kind === by);
    if (row === undefined || release.build === undefined || !status.includes(state.status))
      return [];
    return [{ hlc: row.hlc, o: row.o, choice: { build: release.build, release: release.id } }];
  };
  const mine = releases.filter(({ isAdmitted }) => isAdmitted);
  const out = mine.flatMap((one) => of(one, ['running', 'paused'], 'started'));
  const settled = [
    ...mine.flatMap((one) => of(one, ['done'], 'done')),
    ...champions.map(({ hlc, o, build }) => ({ hlc, o, choice: { build, release: undefined } })),
  ];
  return newest(out) ?? newest(settled);
}
