import type { SiteView } from '../../shared/till-api.ts';
import { ageWords } from '../../shared/format/time-words.ts';
import { later, say, sayLater, type Words } from '../../shared/words/say.ts';

const STATES: Record<SiteView['phase'], Words> = {
  unknown: later('Not asked yet'),
  healthy: later('Answers'),
  suspect: later('Answers slowly or not always'),
  open: later('Does not answer'),
  'half-open': later('Being tried again'),
  draining: later('Going down for maintenance'),
  quarantined: later('Set aside by IT'),
};

/** The last failure in words; kinds that say enough by themselves stand as they are. */
const TROUBLES: Partial<Record<string, Words>> = {
  refused: later('Nobody answered there'),
  timeout: later('Took too long'),
  unavailable: later('Not ready'),
  'server-error': later('Made an error'),
  draining: later('Going down for maintenance'),
  overloaded: later('Asked to come back later'),
  'wrong-identity': later('Another computer answered'),
  portal: later('A log-in page answered'),
  clock: later('The clocks differ too much'),
  'not-authorised': later('Did not accept this till'),
  'out-of-space': later('Has no room left'),
  'too-old': later('Wants a newer till'),
};

/** Per site: how it answers, how fast, and how much of this till it holds. */
export function SiteTable({ sites, head }: { sites: SiteView[]; head: number }) {
  if (sites.length === 0) {
    return <p className="sync-quiet">{say('No site is known yet; enrol this till first.')}</p>;
  }
  return (
    <table className="sites">
      <thead>
        <tr>
          <th scope="col">{say('Site')}</th>
          <th scope="col">{say('State')}</th>
          <th scope="col" className="sites-figure">
            {say('Answer time')}
          </th>
          <th scope="col" className="sites-figure">
            {say('Holds')}
          </th>
          <th scope="col">{say('Last trouble')}</th>
        </tr>
      </thead>
      <tbody>
        {sites.map((site) => (
          <tr key={site.id}>
            <th scope="row">
              {site.id}
              <span className="sites-role">{roleOf(site)}</span>
            </th>
            <td>
              <span className="sites-state" data-well={site.phase === 'healthy' || undefined}>
                {sayLater(STATES[site.phase])}
              </span>
              {site.recovering ? (
                <span className="sites-role">{say('restoring its data')}</span>
              ) : undefined}
            </td>
            <td className="sites-figure">
              {site.latencyMs === undefined ? '–' : `${Math.round(site.latencyMs)} ms`}
            </td>
            <td className="sites-figure">
              {say('{watermark} of {head}', { watermark: site.watermark, head })}
            </td>
            <td>{troubleOf(site)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function roleOf({ current, home }: SiteView): string {
  if (current) return home ? say('in use · home') : say('in use');
  return home ? say('home') : say('stand-by');
}

function troubleOf({ lastFailure, nextTryInMs }: SiteView): string {
  if (lastFailure === undefined) return say('None');
  const { verdict, agoMs } = lastFailure;
  const trouble = sayLater(TROUBLES[verdict] ?? verdict);
  const age = ageWords(agoMs);
  if (nextTryInMs <= 0) return say('{trouble} · {age} ago', { trouble, age });
  const seconds = Math.ceil(nextTryInMs / 1000);
  return say('{trouble} · {age} ago · next try in {seconds} s', { trouble, age, seconds });
}
