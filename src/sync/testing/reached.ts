/** What a run reached; a simulation that never meets a fault proves nothing. */
export type Reached = Record<
  | 'sales'
  | 'crashes'
  | 'losses'
  | 'resends'
  | 'switches'
  | 'regressions'
  | 'acksLost'
  | 'restores'
  | 'databasesLost'
  | 'machinesReplaced'
  | 'machinesReturned'
  | 'forks'
  | 'silenced'
  | 'parked',
  number
>;

export type RunResult = { seed: number; reached: Reached; violations: string[] };

export function nothingReached(): Reached {
  return {
    sales: 0,
    crashes: 0,
    losses: 0,
    resends: 0,
    switches: 0,
    regressions: 0,
    acksLost: 0,
    restores: 0,
    databasesLost: 0,
    machinesReplaced: 0,
    machinesReturned: 0,
    forks: 0,
    silenced: 0,
    parked: 0,
  };
}
