import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** Command line of a live process, one argument an entry; empty for one that is gone. */
export function commandLineOf(pid: number): string[] {
  const file = `/proc/${pid}/cmdline`;
  return existsSync(file) ? readFileSync(file, 'utf8').split('\0') : [];
}

/** Every process whose command line names this profile; zombies have none and do not count. */
export function processesOn(profile: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return commandLineOf(pid).some((arg) => arg.includes(profile));
      } catch {
        return false;
      }
    });
}
