import type { FleetTill } from '../../../src/contracts/console.ts';
import { CHAMPION } from '../../../src/domain/release/back-end-flag.ts';
import { count } from '../in-words.ts';

export const SHOWN = ['all', 'needs', 'waiting', 'silent', 'side'] as const;
/** `needs`: somebody must look; `waiting`: sales not at every site for a minute; `silent`: not heard for ten minutes; `side`: at a set of app servers of its own. */
export type Shown = (typeof SHOWN)[number];

/** Not heard for so long a till counts as silent here; as an alert only after much longer. */
const SILENT_MS = 600_000;

/** A sale needs a moment for its way; one that waited for so long is worth a word, ms. */
const WAITS_MS = 60_000;

export const isWaiting = ({ waiting, oldest_ms: age }: FleetTill): boolean =>
  (waiting ?? 0) > 0 && (age ?? 0) >= WAITS_MS;
export const isSilent = ({ silent_ms: ms }: FleetTill): boolean => ms === null || ms > SILENT_MS;
export const needsSomebody = (till: FleetTill): boolean => till.alerts.length > 0 || till.forked;

const IS: Readonly<Record<Shown, (till: FleetTill) => boolean>> = {
  all: () => true,
  needs: needsSomebody,
  waiting: isWaiting,
  silent: isSilent,
  side: ({ back_end: end }) => end !== null,
};

/** The set of app servers that it uses, by its name. */
export const backEndOf = ({ back_end: end }: FleetTill): string => end?.set ?? CHAMPION;

/** Pure. Every word must be found, in the store, till, build, back end or the cashier's number. */
export function findTills(
  tills: readonly FleetTill[],
  words: string,
  shown: Shown,
): readonly FleetTill[] {
  const wanted = words
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (wanted.length === 0 && shown === 'all') return tills;
  return tills.filter((till) => {
    if (!IS[shown](till)) return false;
    const text =
      `${till.store}-${till.till} ${till.build ?? ''} ${backEndOf(till)} ${till.last_cashier ?? ''}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}

/** How many of each kind there are. */
export function countTills(tills: readonly FleetTill[]): Readonly<Record<Shown, number>> {
  const sum = (shown: Shown): number => tills.filter(IS[shown]).length;
  return {
    all: tills.length,
    needs: sum('needs'),
    waiting: sum('waiting'),
    silent: sum('silent'),
    side: sum('side'),
  };
}

/** What most tills have, so that one that has not stands out; undefined where none has told. */
export type Usual = { readonly build: string | undefined; readonly backEnd: string };

export function usualOf(tills: readonly FleetTill[]): Usual {
  const build = most(tills.flatMap(({ build: one }) => (one === null ? [] : [one])));
  return { build, backEnd: most(tills.map(backEndOf)) ?? CHAMPION };
}

function most(names: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].toSorted(([, x], [, y]) => y - x)[0]?.[0];
}

/** Why this till is not as the others, in sentences; none: it is. */
export function differences(till: FleetTill, usual: Usual): string[] {
  const found: string[] = [];
  if (till.build === null) found.push('It has not told this site which build it runs.');
  else if (usual.build !== undefined && till.build !== usual.build)
    found.push(`It runs build ${till.build}; most tills run ${usual.build}.`);
  found.push(...ofBackEnd(till, usual));
  if (till.build_refused !== null)
    found.push(`It does not take build ${till.build_refused}: it came back from it before.`);
  else if (till.build_failed !== null) found.push(whyBack(till.build_failed, till.build_why));
  if (till.alerts.includes('no-room'))
    found.push('It fetched its build and has no room to keep it: free space on its disk.');
  if (till.alerts.includes('not-asking'))
    found.push('It is heard, and has not asked which build it should run for more than a day.');
  if (till.forked)
    found.push('Its log went apart: the till was copied or restored from an old disk.');
  if (till.alerts.includes('silent')) found.push('It was not heard for more than a day.');
  if (till.alerts.includes('waiting'))
    found.push('A sale has waited for hours and is not confirmed by every site.');
  if (till.alerts.includes('set-aside'))
    found.push(
      'It has set operations aside that no site takes; they can be sent again at the till.',
    );
  if (till.silent_ms === null)
    found.push('It speaks with the other site; this one has only its operations.');
  if (till.behind > 0)
    found.push(`${till.behind} of its operations are not at the other site yet.`);
  return found;
}

const whyBack = (build: string, why: string | null): string =>
  why === 'damaged'
    ? `The files of build ${build} were damaged on its own disk; it came back from it by itself.`
    : `It came back from build ${build} by itself.`;

function ofBackEnd(till: FleetTill, usual: Usual): string[] {
  const mine = backEndOf(till);
  const found =
    mine === usual.backEnd ? [] : [`It uses back end ${mine}; most tills use ${usual.backEnd}.`];
  const { asked = 0, fell_back: fell = 0 } = till.back_end ?? {};
  if (fell > 0)
    found.push(
      `Of ${count(asked)} requests to back end ${mine} the champion answered ${count(fell)}.`,
    );
  return found;
}
