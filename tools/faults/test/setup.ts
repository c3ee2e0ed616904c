import type { TestProject } from 'vitest/node';
import { newReport, reportLines } from '../fault-report.ts';
import { startFaultRegion, type FaultRegion } from '../fault-region.ts';

declare module 'vitest' {
  interface ProvidedContext {
    faultRegion: FaultRegion;
  }
}

/** One real pair for every test that leaves the sites themselves alone. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  newReport();
  const { region, stop } = await startFaultRegion();
  project.provide('faultRegion', region);
  return async () => {
    await stop();
    for (const line of reportLines()) process.stdout.write(`${line}\n`);
  };
}
