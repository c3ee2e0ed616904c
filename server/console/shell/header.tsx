import type { MouseEvent } from 'react';
import './shell.css';
import { Button } from '../../../src/renderer/shared/ui/button.tsx';
import type { ConsoleSite } from '../../../src/contracts/console.ts';
import { addressOf, go, usePlace, type Place } from '../address.ts';
import { tell } from '../ask.ts';

/** Of a manager with more, the others are found in the fleet. */
const MOST_STORES = 5;

type Target = Exclude<Place, { at: 'nowhere' }>;

/** Where one is, where one can go, and who one is. */
export function Header({ site }: { site: ConsoleSite }) {
  const { me } = site;
  const place = usePlace();
  const here = place.at === 'store' ? [place.store] : [];
  const own = me.role === 'manager' ? me.stores.slice(0, MOST_STORES) : here;
  return (
    <header className="console-header">
      <p className="console-name">
        Evertill{' '}
        <span>
          {site.region}, site {site.site}
        </span>
      </p>
      <nav aria-label="Console">
        <Link to={{ at: 'fleet' }} words="Fleet" />
        {own.map((store) => (
          <Link key={store} to={{ at: 'store', store, day: undefined }} words={`Store ${store}`} />
        ))}
        {me.role === 'it' && <Link to={{ at: 'releases' }} words="Releases" />}
        {me.role === 'it' && <Link to={{ at: 'drills' }} words="Drills" />}
        <Link to={{ at: 'parked' }} words="Set aside" />
        <Link to={{ at: 'audit' }} words="Audit" />
        <Link to={{ at: 'sites' }} words="Site" />
      </nav>
      <p className="console-who">
        {me.name} <span>{me.role === 'it' ? 'IT' : 'store manager'}</span>
      </p>
      <Button look="quiet" onPress={() => void signOut()}>
        Sign out
      </Button>
    </header>
  );
}

async function signOut(): Promise<void> {
  await tell('/console/sign-out');
  location.assign('/console');
}

/** A real link: it can be opened beside, and without a modifier it stays on this page. */
function Link({ to, words }: { to: Target; words: string }) {
  const place = usePlace();
  const isHere =
    place.at === to.at && (place.at !== 'store' || to.at !== 'store' || place.store === to.store);
  const follow = (event: MouseEvent): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    go(to);
  };
  return (
    <a href={addressOf(to)} aria-current={isHere ? 'page' : undefined} onClick={follow}>
      {words}
    </a>
  );
}
