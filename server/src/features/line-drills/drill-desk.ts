import { randomBytes } from 'node:crypto';
import { DRILL_DATASET, type LineDrill } from '../../../../src/contracts/line-drill.ts';
import type {
  DrillList,
  DrillStart,
  DrillView,
  OutageDrillStep,
} from '../../../../src/contracts/outage-drill.ts';
import { isInAudience } from '../../../../src/domain/release/release.ts';
import { ProblemError } from '../../problem-error.ts';
import type { SiteContext } from '../../site-context.ts';
import { appendChanges, type Edit } from '../changes/append-changes.ts';
import { readStores } from '../releases/read-around.ts';
import { drillView } from './drill-report.ts';
import { awayNow, readDrills } from './drill-steps.ts';

/** Who acts: as it stands in the drill's own row, and as the author of the rows. */
export type DrillActor = { who: string; author: string };

const newId = (): string => randomBytes(9).toString('hex');
const refused = (words: string): ProblemError => new ProblemError('head-office-conflict', words);

export async function listDrills(site: SiteContext): Promise<DrillList> {
  const drills: DrillView[] = [];
  for (const drill of await readDrills(site.pool)) drills.push(await drillView(site, drill));
  return { now_ms: site.now(), drills };
}

async function oneDrill(site: SiteContext, id: string): Promise<DrillView> {
  const [drill] = await readDrills(site.pool, id);
  if (drill === undefined) throw new ProblemError('not-found', `there is no drill ${id}`);
  return drillView(site, drill);
}

/** A store's row, which its tills obey; and the drill's own, which says who and why. */
function editsOf(step: OutageDrillStep, fromMs: number): Edit[] {
  const { drill, id, until_ms } = step;
  const row: LineDrill = { v: 1, drill, from_ms: fromMs, until_ms };
  return [
    { ds: 'outage-drill', k: `${drill}/${id}`, op: 'put', v: JSON.stringify(step) },
    ...step.stores.map((store): Edit => {
      return { ds: DRILL_DATASET, k: store, op: 'put', v: JSON.stringify(row) };
    }),
  ];
}

/**
 * Takes the line of a group of stores away for some minutes, all rows in one transaction. Refused where
 * they are other stores than whoever asked was shown, or one of them is in a drill already (LD1).
 */
export async function startDrill(
  site: SiteContext,
  { audience, minutes, stores: shown, why }: DrillStart,
  { who, author }: DrillActor,
): Promise<DrillView> {
  // Everybody at once is a sentence of its own for a release, and never meant by a drill.
  if (Object.values(audience).every((named) => named === undefined))
    throw new ProblemError('malformed-request', 'name stores, groups or formats');
  const all = await readStores(site.pool);
  const stores = all.filter((one) => isInAudience(audience, one)).map(({ store }) => store);
  if (stores.length === 0) throw refused('no store is of this group');
  if (stores.length !== shown)
    throw refused(`these are ${stores.length} stores by now, not ${shown}: look again`);
  const atMs = site.now();
  const step: OutageDrillStep = {
    v: 1,
    drill: `d-${newId()}`,
    id: newId(),
    kind: 'started',
    who,
    why,
    at_ms: atMs,
    until_ms: atMs + minutes * 60_000,
    stores: stores.toSorted(),
  };
  await appendChanges(site, editsOf(step, atMs), author, async (tx) => {
    const [first] = await awayNow(tx, stores, atMs);
    if (first !== undefined) throw refused(`store ${first[0]} is in drill ${first[1]}`);
  });
  return oneDrill(site, step.drill);
}

/** Ends it before its time: a till that looks once a minute hears of it then. */
export async function stopDrill(
  site: SiteContext,
  id: string,
  why: string,
  { who, author }: DrillActor,
): Promise<DrillView> {
  const [drill] = await readDrills(site.pool, id);
  if (drill === undefined) throw new ProblemError('not-found', `there is no drill ${id}`);
  const { started, stopped } = drill;
  const atMs = site.now();
  if (stopped !== undefined || started.until_ms <= atMs) throw refused('the drill is over');
  const away = await awayNow(site.pool, started.stores, atMs);
  const stores = started.stores.filter((store) => away.get(store) === id);
  const step: OutageDrillStep = {
    ...started,
    id: newId(),
    kind: 'stopped',
    who,
    why,
    at_ms: atMs,
    until_ms: atMs,
  };
  // A store that another drill has by now keeps that one.
  const edits = editsOf(step, started.at_ms).filter(
    ({ ds, k }) => ds !== DRILL_DATASET || stores.includes(k),
  );
  await appendChanges(site, edits, author);
  return oneDrill(site, id);
}
