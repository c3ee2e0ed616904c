import { useAsked } from './use-asked.ts';
import { ConsoleSite } from '../../src/contracts/console.ts';
import { go, usePlace, type Place } from './address.ts';
import { wordsOf } from './ask.ts';
import { FleetPage } from './fleet/fleet-page.tsx';
import { latePart } from './late-part.ts';
import { PartGuard } from './part-guard.tsx';
import { Door } from './shell/door.tsx';
import { Header } from './shell/header.tsx';

/*
 * The fleet is what people open the console for: its page comes with the first bytes, each other one when
 * somebody goes there.
 */
const AuditPlace = latePart(
  'audit',
  async () => (await import('./audit/audit-place.tsx')).AuditPlace,
);
const DrillsPage = latePart(
  'drills',
  async () => (await import('./drills/drills-page.tsx')).DrillsPage,
);
const ParkedPage = latePart(
  'parked',
  async () => (await import('./parked/parked-page.tsx')).ParkedPage,
);
const ReleasesPage = latePart(
  'releases',
  async () => (await import('./releases/releases-page.tsx')).ReleasesPage,
);
const SitePage = latePart('sites', async () => (await import('./site/site-page.tsx')).SitePage);
const StoreDayPage = latePart(
  'store',
  async () => (await import('./day/store-day-page.tsx')).StoreDayPage,
);

/** A sign-in that ended is noticed within this, ms. */
const WHO_MS = 60_000;
const NO_NEWS: readonly [] = [];

/** Head office's console: who is signed in, then the place that the address names. */
export function Console() {
  const { value: site, failed } = useAsked('/console/api/me', ConsoleSite, WHO_MS, NO_NEWS);
  if (failed?.kind === 'signed-out') return <Door />;
  if (site === undefined)
    return (
      <main className="door">
        <p role={failed === undefined ? 'status' : 'alert'}>
          {failed === undefined ? 'Asking the site …' : wordsOf(failed)}
        </p>
      </main>
    );
  return (
    <div className="console">
      <Header site={site} />
      <main className="place">
        <Here site={site} />
      </main>
    </div>
  );
}

function Here({ site }: { site: ConsoleSite }) {
  const place = usePlace();
  return (
    <PartGuard key={place.at === 'store' ? place.store : place.at} part={place.at}>
      <PageOf place={place} site={site} />
    </PartGuard>
  );
}

function PageOf({ place, site }: { place: Place; site: ConsoleSite }) {
  switch (place.at) {
    case 'fleet':
      return <FleetPage onStore={(store) => go({ at: 'store', store, day: undefined })} />;
    case 'releases':
      return <ReleasesPage me={site.me} />;
    case 'drills':
      return <DrillsPage me={site.me} />;
    case 'parked':
      return <ParkedPage />;
    case 'audit':
      return <AuditPlace />;
    case 'sites':
      return <SitePage me={site.me} />;
    case 'store':
      return <StoreDayPage key={place.store} store={place.store} day={place.day} />;
    case 'nowhere':
      return (
        <div className="panel">
          <h1>There is no such page</h1>
          <p>The address does not belong to the console. The fleet is a good place to begin.</p>
        </div>
      );
  }
}
