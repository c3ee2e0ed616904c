import { SiteStatus } from '../../../src/contracts/site-status.ts';
import type { ConsoleMe } from '../../../src/contracts/console.ts';
import { wordsOf } from '../ask.ts';
import { ago, clock, count } from '../in-words.ts';
import { useAsked } from '../use-asked.ts';

/** Counting the documents of years takes a site a moment. */
const EVERY_MS = 10_000;

/** This site and what it knows of the other: is all of it in two places, and what needs somebody. */
export function SitePage({ me }: { me: ConsoleMe }) {
  const { value: site, failed } = useAsked('/console/api/site', SiteStatus, EVERY_MS);
  return (
    <div className="site">
      <h1>{site === undefined ? 'Site' : `Site ${site.site}`}</h1>
      {failed !== undefined && (
        <p className="warning" role="alert">
          {wordsOf(failed)}
        </p>
      )}
      {site === undefined ? (
        <p role="status">{failed === undefined ? 'Asking the site …' : ''}</p>
      ) : (
        <>
          <p className="verdict" role="status">
            {siteVerdict(site)}
          </p>
          <dl className="facts wide">
            {factsOf(site, me).map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </div>
  );
}

/** A peer that was not heard for so long is away, ms; it may have nothing to tell for half of it. */
const AWAY_MS = 60_000;

/** Pure. The worst that is known, in one sentence. */
export function siteVerdict({ peer, recovering, replication, quarantine }: SiteStatus): string {
  if (recovering)
    return 'This site was restored and is still comparing its logs: it takes sales and releases none.';
  if (peer === null) return 'This site has never heard of the other one.';
  if (peer.silent_ms > AWAY_MS)
    return `Site ${peer.site} is away: last heard ${ago(peer.silent_ms)}. Tills sell on and keep what it does not confirm.`;
  if (replication.slot_state === 'lost')
    return `Site ${peer.site} was away for too long: its copies are made anew.`;
  if (replication.apply_errors > 0) return 'Replication meets errors. See the runbook.';
  if (quarantine > 0)
    return `Both sites are well; ${count(quarantine)} operations cannot be read and stand aside.`;
  return 'Both sites are well, and each has what the other has.';
}

/** Figures of the whole region are not for somebody who looks after some of its stores. */
function factsOf(site: SiteStatus, { role }: ConsoleMe): [string, string][] {
  const { peer, replication, comparison, archive } = site;
  const region: [string, string][] = [
    ['Documents', count(site.documents)],
    ['Cannot be read', count(site.quarantine)],
  ];
  return [
    ['Region', site.region],
    ['Incarnation', site.incarnation],
    ['Clock of the site', clock(site.server_ms)],
    ['Other site', peer === null ? 'unknown' : `${peer.site}, heard ${ago(peer.silent_ms)}`],
    ['Its incarnation', peer?.incarnation ?? '–'],
    [
      'Not confirmed by it',
      replication.lag_bytes === null ? 'not connected' : `${count(replication.lag_bytes)} bytes`,
    ],
    [
      'Room for its absence',
      replication.slot_wal_percent === null ? '–' : `${replication.slot_wal_percent} % used`,
    ],
    ['Logs compared', comparison === null ? 'not yet' : clock(comparison.ended_ms)],
    ['Log archived', archive.state === 'none' ? 'no archive is set up' : ago(archive.silent_ms)],
    ...(role === 'it' ? region : []),
    ['Tills that need somebody', count(new Set(site.alerts.map((alert) => alert.till_id)).size)],
  ];
}
