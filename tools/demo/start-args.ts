import { parseArgs } from 'node:util';
import { badInput } from './demo-error.ts';
import { isRegion, REGIONS, type Region } from './demo-home.ts';

export type StartArgs = {
  regions: readonly Region[];
  articles: number;
  reset: boolean;
  till: boolean;
  help: boolean;
};

export const START_HELP = `npm start -- [options]
  --region eu|na|eu,na  eu: EUR, VAT inclusive; na: USD, tax exclusive; both share nothing  (eu)
  --articles N          articles of a first start, 100 to 100000                         (20000)
  --reset               forget everything and start afresh
  --no-till             head office only
  --help                this text

  EVERTILL_PORT_BASE  first of the demo's ports (24100): till page +0, site A +1, site B +2,
                      control +9, PostgreSQL +11 and +12; region na another 100 further
  EVERTILL_HOME       where the data lies (.evertill)`;

/** The admin API takes 250,000 rows a request and tills hold every article in memory. */
const MOST_ARTICLES = 100_000;
const FEWEST_ARTICLES = 100;

const OPTIONS = {
  region: { type: 'string', default: 'eu' },
  articles: { type: 'string', default: '20000' },
  reset: { type: 'boolean', default: false },
  'no-till': { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** Reads the arguments of `npm start`; throws one line for anything unknown. */
export function readStartArgs(argv: readonly string[]): StartArgs {
  const values = readValues(argv);
  const regions = [...new Set(values.region.split(','))];
  const unknown = regions.find((region) => !isRegion(region));
  if (unknown !== undefined)
    throw badInput(
      `unknown region "${unknown}": use ${REGIONS.join(', ')} or ${REGIONS.join(',')}`,
    );
  const articles = Number(values.articles);
  if (!Number.isInteger(articles) || articles < FEWEST_ARTICLES || articles > MOST_ARTICLES)
    throw badInput(
      `--articles ${values.articles}: give a number from ${FEWEST_ARTICLES} to ${MOST_ARTICLES}`,
    );
  return {
    regions: regions.filter(isRegion),
    articles,
    reset: values.reset,
    till: !values['no-till'],
    help: values.help,
  };
}

function readValues(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS }).values;
  } catch (error) {
    const said = error instanceof Error ? (error.message.split('.')[0] ?? '') : String(error);
    throw badInput(`${said}; see npm start -- --help`);
  }
}
