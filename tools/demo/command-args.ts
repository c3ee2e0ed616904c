import { parseArgs } from 'node:util';
import { badInput } from './demo-error.ts';
import { isRegion, REGIONS, type Region } from './demo-home.ts';

/** Words of a command and the region it names; throws one line with the usage for anything else. */
export function commandArgs(
  argv: readonly string[],
  words: number,
  usage: string,
): { words: string[]; region: Region | undefined } {
  const { positionals, region } = read(argv, usage);
  if (region !== undefined && !isRegion(region))
    throw badInput(`unknown region "${region}": use ${REGIONS.join(' or ')}`);
  if (positionals.length !== words) throw badInput(`usage: ${usage}`);
  return { words: positionals, region };
}

function read(argv: readonly string[], usage: string) {
  try {
    const options = { region: { type: 'string' } } as const;
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true });
    return { positionals, region: values.region };
  } catch {
    throw badInput(`usage: ${usage}`);
  }
}
