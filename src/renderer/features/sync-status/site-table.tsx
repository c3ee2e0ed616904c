import type { SiteView } from '../../shared/till-api.ts';
import { ageWords } from '../../shared/format/time-words.ts';

const STATES: Record<SiteView['phase'], string> = {
  unknown: 'Not asked yet',
  healthy: 'Answers',
  suspect: 'Answers slowly or not always',
  open: 'Does not answer',
  'half-open': 'Being tried again',
  draining: 'Going down for maintenance',
  quarantined: 'Set aside by IT',
};

/** The last failure in words; kinds that say enough by themselves stand as they are. */
const TROUBLES: Partial<Record<string, string>> = {
  refused: 'Nobody answered there',
  timeout: 'Took too long',
  unavailable: 'Not ready',
  'server-error': 'Made an error',
  draining: 'Going down for maintenance',
  overloaded: 'Asked to come back later',
  'wrong-identity': 'Another computer answered',
  portal: 'A log-in page answered',
  clock: 'The clocks differ too much',
  'not-authorised': 'Did not accept this till',
  'out-of-space': 'Has no room left',
  'too-old': 'Wants a newer till',
};

/** Per site: how it answers, how fast, and how much of this till it holds. */
export function SiteTable({ sites, head }: { sites: SiteView[]; head: number }) {
  if (sites.length === 0) {
    return <p className="sync-quiet">No site is known yet; enrol this till first.</p>;
  }
  return (
    <table className="sites">
      <thead>
        <tr>
          <th scope="col">Site</th>
          <th scope="col">State</th>
          <th scope="col" className="sites-figure">
            Answer time
          </th>
          <th scope="col" className="sites-figure">
            Holds
          </th>
          <th scope="col">Last trouble</th>
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
                {STATES[site.phase]}
              </span>
              {site.recovering ? <span className="sites-role">restoring its data</span> : undefined}
            </td>
            <td className="sites-figure">
              {site.latencyMs === undefined ? '–' : `${Math.round(site.latencyMs)} ms`}
            </td>
            <td className="sites-figure">
              {site.watermark} of {head}
            </td>
            <td>{troubleOf(site)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function roleOf({ current, home }: SiteView): string {
  if (current) return home ? 'in use · home' : 'in use';
  return home ? 'home' : 'stand-by';
}

function troubleOf({ lastFailure, nextTryInMs }: SiteView): string {
  if (lastFailure === undefined) return 'None';
  const { verdict, agoMs } = lastFailure;
  const next = nextTryInMs > 0 ? ` · next try in ${Math.ceil(nextTryInMs / 1000)} s` : '';
  return `${TROUBLES[verdict] ?? verdict} · ${ageWords(agoMs)} ago${next}`;
}
