import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { ControlFile } from './control-file.ts';
import { runningDemo } from './control-client.ts';
import { badInput, DemoError, runCommand } from './demo-error.ts';
import { demoHome } from './demo-home.ts';
import type { VerifyReport } from './compare-places.ts';
import { verify } from './verify.ts';

const USAGE = 'npm run verify [-- --journal DIR] [--region eu|na]';

/*
 * npm run verify [-- --journal DIR]
 * Exit 0: the till's journal and both sites hold the same ops and sums. 1: they differ, or cannot be
 * read. 2: bad arguments.
 */
await runCommand(demoHome(), async () => {
  const { journal, region } = readArgs();
  const demo = runningDemo(region);
  const journalDir = journal ?? demo.journalDir;
  if (journal !== undefined && !existsSync(journal))
    throw badInput(`there is no folder ${journal}`);
  if (journalDir === undefined || !existsSync(journalDir)) sayWhyNoJournal(demo);
  const found = journalDir !== undefined && existsSync(journalDir) ? { journalDir } : {};
  print(await compared({ ...found, sites: demo.sites }));
});

function readArgs(): { journal?: string | undefined; region?: string | undefined } {
  try {
    const options = { journal: { type: 'string' }, region: { type: 'string' } } as const;
    return parseArgs({ args: process.argv.slice(2), options }).values;
  } catch {
    throw badInput(`usage: ${USAGE}`);
  }
}

function sayWhyNoJournal({ till }: ControlFile): void {
  console.log(
    till === 'browser'
      ? 'The journal of the browser till lies inside the browser: the two sites are compared with each other only.'
      : 'There is no journal yet: the two sites are compared with each other only.',
  );
}

async function compared(input: Parameters<typeof verify>[0]): Promise<VerifyReport> {
  try {
    return await verify(input);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new DemoError(
      `a site cannot be read: bring both up with npm run site -- start a|b (${said})`,
    );
  }
}

function print({ rows, differences, ops, sales }: VerifyReport): void {
  const table = rows.flatMap(({ stream, till, businessDate, sums }) =>
    Object.entries(sums).map(([place, sum]) => ({
      till,
      stream: stream.slice(0, 8),
      date: businessDate,
      place,
      sales: sum.sales,
      gross: Number(sum.gross),
      tax: Number(sum.tax),
      quantity: Number(sum.qtyMilli) / 1000,
    })),
  );
  if (table.length > 0) console.table(table);
  console.log(`ops: ${listed(ops)}; sales: ${listed(sales)}`);
  for (const difference of differences) console.log(`DIFFERENT ${difference}`);
  console.log(differences.length === 0 ? 'equal' : `${differences.length} differences`);
  if (differences.length > 0) process.exitCode = 1;
}

function listed(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([place, n]) => `${place} ${n}`)
    .join(', ');
}
