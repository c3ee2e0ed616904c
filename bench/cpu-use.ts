import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** Clock ticks of /proc a second; the same on every Linux of today. */
const TICKS_A_SECOND = 100;

type Process = { parent: number; seconds: number; part: string };
export type CpuUse = ReadonlyMap<number, { seconds: number; part: string }>;

/** CPU time so far of everything this process started, by process; empty where there is no /proc. */
export function cpuUse(): CpuUse {
  const all = new Map<number, Process>();
  if (!existsSync('/proc/self/stat')) return new Map();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const found = readProcess(Number(name));
    if (found !== undefined) all.set(Number(name), found);
  }
  const isOurs = (pid: number): boolean => {
    const parent = all.get(pid)?.parent ?? 0;
    return pid === process.pid || (parent > 0 && isOurs(parent));
  };
  return new Map([...all].filter(([pid]) => isOurs(pid)));
}

/** Microseconds of CPU each part used for each of `ops`, most first. Other load does not count here. */
export function microsAnOp(before: CpuUse, after: CpuUse, ops: number): Record<string, number> {
  const parts = new Map<string, number>();
  for (const [pid, { seconds, part }] of after) {
    const used = seconds - (before.get(pid)?.seconds ?? 0);
    parts.set(part, (parts.get(part) ?? 0) + used);
  }
  const sorted = [...parts].sort(([, a], [, b]) => b - a);
  return Object.fromEntries(
    sorted
      .map(([part, s]) => [part, Math.round((s * 1e6) / ops)] as const)
      .filter(([, n]) => n > 0),
  );
}

function readProcess(pid: number): Process | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    // Behind the name, which may hold anything: state, parent, ...; user and system time are 12th, 13th.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = Number(fields[11]) + Number(fields[12]);
    return {
      parent: Number(fields[1]),
      seconds: ticks / TICKS_A_SECOND,
      part: partOf(pid, command),
    };
  } catch {
    return undefined;
  }
}

function partOf(pid: number, command: string): string {
  if (pid === process.pid) return 'bench itself';
  if (command.startsWith('postgres: ')) {
    if (command.includes('logical replication')) return 'postgres apply';
    if (command.includes('walsender')) return 'postgres walsender';
    return /\d+\.\d+\.\d+\.\d+/.test(command) ? 'postgres backends' : 'postgres writers';
  }
  if (command.includes('server/src/main.ts')) return 'site processes';
  if (command.includes('--type=renderer')) return 'till renderer';
  if (command.includes('chromium') || command.includes('chrome')) return 'till browser';
  return command.includes('standin') || command.includes('electron') ? 'till main' : 'other';
}
