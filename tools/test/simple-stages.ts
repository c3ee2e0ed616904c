import { NOTHING_YET, oneTest, type Outcome } from './outcome.ts';
import { runTool, tail } from './run-tool.ts';

/** A tool that says by its exit code whether all is well: one test. */
export async function toolStage(script: string, args: readonly string[]): Promise<Outcome> {
  const { code, output } = await runTool(script, args);
  return oneTest(code === 0 ? undefined : tail(output));
}

const COUNTED = /^(\d+) passed, (\d+) failed/m;

/** A tool whose last line is `N passed, N failed`. A word of failure without a count is one failure. */
export async function countedStage(script: string, args: readonly string[]): Promise<Outcome> {
  const { code, output } = await runTool(script, args);
  const [, passed, failed] = COUNTED.exec(output) ?? [];
  if (passed === undefined) return oneTest(`says no count:\n${tail(output)}`);
  const faults = output
    .trim()
    .split('\n')
    .slice(0, Number(failed))
    .map((line) => line.trim());
  if (code !== 0 && faults.length === 0) faults.push(`ended with code ${code}:\n${tail(output)}`);
  return { ...NOTHING_YET, passed: Number(passed), failures: faults };
}

/** The simulation: one test, and what it reached for people to see. */
export async function simulationStage(seeds: number): Promise<Outcome> {
  const { code, output } = await runTool('tools/sim/run-sim.ts', ['--seeds', String(seeds)]);
  const outcome = oneTest(code === 0 ? undefined : tail(output));
  return { ...outcome, notes: code === 0 ? [tail(output, 1)] : [] };
}
