import './shell.css';
import { addressOf, placeOf } from '../address.ts';
import { SIGN_IN_REFUSED, type SignInRefused } from '../../../src/contracts/console.ts';

const WORDS: Readonly<Record<SignInRefused, string>> = {
  again: 'The sign-in did not come to its end. Try it once more.',
  'no-right': 'You are known, but have no right to the console. Ask IT for a role.',
  'not-set-up': 'No sign-in is set up at this site. IT names an identity provider in its settings.',
  'too-many-stores':
    'You look after more stores than a sign-in can carry. Ask IT for the role of IT, or for fewer stores.',
  'provider-away': 'The identity provider does not answer. Stores sell on; try again in a while.',
};

/** Whoever is not signed in meets this; afterwards they are where they wanted to go. */
export function Door() {
  const refused = SIGN_IN_REFUSED.find(
    (one) => one === new URLSearchParams(location.search).get('refused'),
  );
  const place = placeOf(location.pathname, location.search);
  const to = place.at === 'nowhere' ? '/console' : addressOf(place);
  return (
    <main className="door">
      <h1>Head office</h1>
      <p>Tills, stores and sites of this region. Your company’s sign-in opens it.</p>
      {refused !== undefined && <p role="alert">{WORDS[refused]}</p>}
      <a className="button button-primary" href={`/console/sign-in?to=${encodeURIComponent(to)}`}>
        Sign in
      </a>
    </main>
  );
}
