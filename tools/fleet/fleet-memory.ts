import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { SitePair } from '../region/site-pair.ts';

const MB = 2 ** 20;
const KB = 1024;

/** Resident memory at the end of a run. Sites are undefined where there is no /proc. */
export type FleetMemory = {
  fleetMb: number;
  /** What one till more costs this process, KB. */
  perTillKb: number;
  /** Node processes of each site, MB. */
  siteMb: Partial<Record<string, number>>;
};

const atStart = process.memoryUsage().rss;

export function fleetMemory({ a, b }: SitePair, tills: number): FleetMemory {
  const { rss } = process.memoryUsage();
  const siteMb: Partial<Record<string, number>> = {};
  for (const site of [a, b]) {
    const mb = groupMb(site.process.pid);
    if (mb !== undefined) siteMb[site.id] = mb;
  }
  return {
    fleetMb: Math.round(rss / MB),
    perTillKb: Math.round((rss - atStart) / tills / KB),
    siteMb,
  };
}

/** A site's processes are a group that its first one leads. */
function groupMb(leader: number): number | undefined {
  if (!existsSync('/proc/self/stat')) return undefined;
  let kb = 0;
  for (const pid of readdirSync('/proc')) if (/^\d+$/.test(pid)) kb += residentKb(pid, leader);
  return Math.round(kb / KB);
}

/** 0 where the process is of another group, or gone by now. */
function residentKb(pid: string, group: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // Behind the name, which may hold anything: state, parent, group.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (Number(fields[2]) !== group) return 0;
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0);
  } catch {
    return 0;
  }
}
