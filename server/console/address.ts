import { useSyncExternalStore } from 'react';

/** Where in the console somebody is; each place has an address that can be kept and sent. */
export type Place =
  | { at: 'fleet' }
  | { at: 'releases' }
  | { at: 'drills' }
  | { at: 'parked' }
  | { at: 'audit' }
  | { at: 'sites' }
  | { at: 'store'; store: string; day: string | undefined }
  | { at: 'nowhere' };

const CHANGED = 'evertill:place';

/** Pure. Anything the console has no page for is nowhere, and says so. */
export function placeOf(path: string, query: string): Place {
  const [, first = '', second = '', third] = path.split('/');
  if (first !== 'console' || third === '') return { at: 'nowhere' };
  if (second === '' || second === 'fleet') return { at: 'fleet' };
  if (second === 'releases') return { at: 'releases' };
  if (second === 'drills') return { at: 'drills' };
  if (second === 'parked') return { at: 'parked' };
  if (second === 'audit') return { at: 'audit' };
  if (second === 'sites') return { at: 'sites' };
  if (second === 'stores' && third !== undefined && /^\d{4}$/.test(third)) {
    const day = new URLSearchParams(query).get('day');
    return { at: 'store', store: third, day: day === null ? undefined : day };
  }
  return { at: 'nowhere' };
}

/** Pure. */
export function addressOf(place: Exclude<Place, { at: 'nowhere' }>): string {
  if (place.at !== 'store') return `/console/${place.at}`;
  const day = place.day === undefined ? '' : `?day=${place.day}`;
  return `/console/stores/${place.store}${day}`;
}

export function go(place: Exclude<Place, { at: 'nowhere' }>): void {
  history.pushState(null, '', addressOf(place));
  dispatchEvent(new Event(CHANGED));
}

/** The place of the page's address, kept as the person moves. */
export function usePlace(): Place {
  const address = useSyncExternalStore(
    (changed) => {
      addEventListener('popstate', changed);
      addEventListener(CHANGED, changed);
      return () => {
        removeEventListener('popstate', changed);
        removeEventListener(CHANGED, changed);
      };
    },
    () => `${location.pathname}\n${location.search}`,
  );
  const [path = '', query = ''] = address.split('\n');
  return placeOf(path, query);
}
