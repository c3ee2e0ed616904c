import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import { badInput } from './demo-error.ts';
import { isRegion, REGIONS, type Region } from './demo-home.ts';

/** Words of a command, the region it names and who gives it (`--who`, else who is at this machine); throws one line with the usage for anything else. */
export function commandArgs(
  argv: readonly string[],
  words: number,
  usage: string,
): { words: string[]; region: Region | undefined; who: string } {
  const { positionals, region, who } = read(argv, usage);
  if (region !== undefined && !isRegion(region))
    throw badInput(`unknown region "${region}": use ${REGIONS.join(' or ')}`);
  if (positionals.length !== words) throw badInput(`usage: ${usage}`);
  if (!/^\P{Cc}{1,80}$/u.test(who)) throw badInput('--who is 1 to 80 characters');
  return { words: positionals, region, who };
}

function read(argv: readonly string[], usage: string) {
  try {
    const options = {
      region: { type: 'string' },
      who: { type: 'string', default: userInfo().username },
    } as const;
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true });
    return { positionals, region: values.region, who: values.who };
  } catch {
    throw badInput(`usage: ${usage}`);
  }
}
