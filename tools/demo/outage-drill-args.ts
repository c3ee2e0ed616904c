import { parseArgs } from 'node:util';
import {
  DRILL_MINUTES,
  type DrillStart,
  type DrillStop,
  type DrillView,
} from '../../src/contracts/outage-drill.ts';
import { badInput } from './demo-error.ts';
import { isRegion, REGIONS, type Region } from './demo-home.ts';

const USAGE =
  'npm run outage-drill -- list | start --stores 0417,0418 [--minutes 15] | stop ID ' +
  '[--who NAME] [--why TEXT] [--region eu|na]';
const LIST = '/v1/admin/drills';
const OPTIONS = {
  region: { type: 'string' },
  who: { type: 'string' },
  why: { type: 'string' },
  stores: { type: 'string' },
  minutes: { type: 'string', default: String(DRILL_MINUTES.usual) },
} as const;

type By = { who: string };
/** One question to head office's admin API; GET without a body. */
export type DrillAsk = { path: string; body?: By & (DrillStart | DrillStop) };

/** What the command asks head office. Throws one line with the usage for anything else. */
export function readDrillArgs(
  argv: readonly string[],
  user: string,
): { region: Region | undefined; ask: DrillAsk } {
  const { values, positionals } = read(argv);
  const [verb = '', id] = positionals;
  const { region, who = user, why = `${verb} by command` } = values;
  if (region !== undefined && !isRegion(region))
    throw badInput(`unknown region "${region}": use ${REGIONS.join(' or ')}`);
  if (verb === 'list' && id === undefined) return { region, ask: { path: LIST } };
  if (verb === 'stop' && id !== undefined)
    return { region, ask: { path: `${LIST}/${encodeURIComponent(id)}/stop`, body: { who, why } } };
  const stores = values.stores?.split(',').filter((one) => one !== '') ?? [];
  if (verb !== 'start' || id !== undefined || stores.length === 0)
    throw badInput(`usage: ${USAGE}`);
  const minutes = Number(values.minutes);
  if (!Number.isInteger(minutes)) throw badInput('minutes: a whole number');
  // Whoever writes the numbers down has counted them.
  const body = { who, why, audience: { stores }, minutes, stores: new Set(stores).size };
  return { region, ask: { path: LIST, body } };
}

function read(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true });
  } catch {
    throw badInput(`usage: ${USAGE}`);
  }
}

/** Pure. A drill in lines for a terminal. */
export function drillLines({ id, verdict, from_ms, until_ms, tills }: DrillView): string[] {
  const at = (ms: number): string => new Date(ms).toISOString().slice(0, 16);
  return [
    `${id}  ${at(from_ms)} to ${at(until_ms)}  ${verdict}`,
    ...tills.map(
      ({ store, till, state, sold, queued, drained_ms: drained }) =>
        `  ${store}-${till}  ${state}  sold ${sold}, queued ${queued}` +
        (drained === null ? '' : `, drained ${at(drained)}`),
    ),
  ];
}
