import { parseArgs } from 'node:util';
import { needChromium } from './need-chromium.ts';
import { oneTest, totalLine, type Outcome } from './outcome.ts';
import { sideBySide } from './side-by-side.ts';
import { STAGES, type Stage } from './stages.ts';

/*
 * npm test [-- --only STAGE,STAGE]
 * Runs every stage, also after one failed; what needs one core runs two at a time. Last line: `N passed, N failed, N skipped`. Exit 0: none
 * failed. 1: some did. 2: unknown argument.
 */

const chosen = chooseStages();
if (chosen === undefined) process.exitCode = 2;
else await runStages(chosen);

function chooseStages(): readonly Stage[] | undefined {
  const names = STAGES.map(({ name }) => name);
  const only = onlyArgument();
  if (only === undefined) return STAGES;
  const unknown = only.find((name) => !names.includes(name));
  if (unknown === undefined) return STAGES.filter(({ name }) => only.includes(name));
  console.error(`unknown stage or argument "${unknown}": --only ${names.join(',')}`);
  return undefined;
}

/** Names after `--only`; anything that cannot be read comes back as a name nobody has. */
function onlyArgument(): string[] | undefined {
  const args = process.argv.slice(2);
  try {
    return parseArgs({ args, options: { only: { type: 'string' } } }).values.only?.split(',');
  } catch {
    return [args.join(' ')];
  }
}

async function runStages(stages: readonly Stage[]): Promise<void> {
  const noBrowser = stages.some(({ needsBrowser }) => needsBrowser)
    ? await needChromium()
    : undefined;
  const outcomes: Outcome[] = [];
  await sideBySide(stages, async (stage) => {
    const startedAt = performance.now();
    const outcome =
      stage.needsBrowser && noBrowser !== undefined ? oneTest(noBrowser) : await attempt(stage);
    outcomes.push(outcome);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    // All at once, when it has ended: another stage may be running.
    console.log(`\n${stage.name}: ${stage.what}`);
    show(outcome);
    console.log(`  ${totalLine([outcome])}, ${seconds} s`);
  });
  console.log(`\n${totalLine(outcomes)}`);
  if (outcomes.some(({ failures }) => failures.length > 0)) process.exitCode = 1;
}

async function attempt(stage: Stage): Promise<Outcome> {
  try {
    return await stage.run();
  } catch (error) {
    return oneTest(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}

function show({ notes, skips, failures }: Outcome): void {
  for (const note of notes) console.log(`  ${note}`);
  for (const skip of skips) console.log(`  skipped ${skip}`);
  for (const failure of failures) console.log(`  FAILED ${failure.replaceAll('\n', '\n    ')}`);
}
