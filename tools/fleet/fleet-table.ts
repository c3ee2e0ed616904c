import type { FleetNumbers, PhaseNumbers } from './fleet-numbers.ts';

const ms = (value: number | undefined): string => (value === undefined ? '-' : `${value} ms`);
const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;

/** p99 to the first site while the load is at its peak, ms. */
export const PEAK_GOAL_MS = 250;
export const AMPLIFICATION_GOAL = 1.2;

/** One row of the result: what was measured, its goal where it has one, and whether it holds. */
export type FleetRow = { name: string; value: string; goal: string; holds: boolean | undefined };

export function fleetRows(two: FleetNumbers, single: FleetNumbers | undefined): FleetRow[] {
  const said = (name: string, value: string): FleetRow => ({
    name,
    value,
    goal: '',
    holds: undefined,
  });
  const held = (name: string, value: string, goal: string, holds: boolean): FleetRow => ({
    name,
    value,
    goal,
    holds,
  });
  const peak = two.phases.find((p) => p.name === 'peak');
  const peakP99 = peak?.firstSiteP99;
  const { switched, failBack, memory } = two;
  const sites = Object.entries(memory.siteMb).map(([id, mb]) => `site ${id} ${mb} MB`);
  return [
    held(
      'acknowledged',
      `${two.acknowledged} of ${two.sold}`,
      'all',
      two.acknowledged === two.sold,
    ),
    held('lost', String(two.lost), '0', two.lost === 0),
    held('doubled', String(two.doubled), '0', two.doubled === 0),
    ...two.phases.filter((p) => p.sold > 0).map((p) => said(`${p.name}, first site`, times(p))),
    held(
      'p99 to the first site at the peak',
      ms(peakP99),
      `≤ ${PEAK_GOAL_MS} ms`,
      (peakP99 ?? Infinity) <= PEAK_GOAL_MS,
    ),
    ...two.phases
      .filter((p) => p.bothSitesP50 !== undefined)
      .map((p) =>
        said(`${p.name}, both sites`, `p50 ${ms(p.bothSitesP50)}, p99 ${ms(p.bothSitesP99)}`),
      ),
    said(
      'switch after the kill',
      `${switched.tills} of ${switched.atKilledSite} tills, p50 ${ms(switched.p50)}, p99 ${ms(switched.p99)}, last ${ms(switched.most)}`,
    ),
    held(
      'retry amplification',
      `${two.retryAmplification} pushes for each taken, ${two.opsSentPerOp} journeys an op`,
      `≤ ${AMPLIFICATION_GOAL}`,
      two.retryAmplification <= AMPLIFICATION_GOAL,
    ),
    said(
      'hellos a second, most',
      two.phases.map((p) => `${p.name} ${p.mostHellosASecond}`).join(', '),
    ),
    said(
      'fail-back after A was started',
      `${failBack.tills} tills, first ${ms(failBack.first)}, p50 ${ms(failBack.p50)}, last ${ms(failBack.most)}, ${failBack.notHome} not home`,
    ),
    said('empty and home after the last sale', ms(two.drainedMs)),
    said(
      'memory',
      [`fleet ${memory.fleetMb} MB (${memory.perTillKb} KB a till)`, ...sites].join(', '),
    ),
    said(
      'error share of requests',
      beside(two, single, (n) => percent(n.errorShare)),
    ),
    said(
      'sales without a site after 5 s',
      beside(two, single, (n) => percent(n.lateShare)),
    ),
  ];
}

function beside(
  two: FleetNumbers,
  single: FleetNumbers | undefined,
  of: (n: FleetNumbers) => string,
): string {
  return single === undefined ? of(two) : `${of(two)}; single site ${of(single)}`;
}

function times(p: PhaseNumbers): string {
  return `${p.soldASecond} sales/s, p50 ${ms(p.firstSiteP50)}, p99 ${ms(p.firstSiteP99)}`;
}

/** As text for a terminal. */
export function fleetTable(rows: readonly FleetRow[]): string {
  const width = Math.max(...rows.map((r) => r.name.length));
  return rows
    .map(({ name, value, goal, holds }) => {
      const against = holds === undefined ? '' : `  (goal ${goal}: ${holds ? 'holds' : 'MISSED'})`;
      return `${name.padEnd(width)}  ${value}${against}`;
    })
    .join('\n');
}
