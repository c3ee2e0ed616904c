import { Compile } from 'typebox/compile';
import { ParkedStep, type ParkedOp } from '../../../../src/contracts/parked-ops.ts';
import type { Db } from '../../db/pool.ts';
import { ProblemError } from '../../problem-error.ts';
import type { SiteContext } from '../../site-context.ts';
import { appendChanges } from '../changes/append-changes.ts';

/**
 * What people did about operations that were set aside. No till said so, hence it is no op: each step is
 * a row of this site's own change log, which is never changed, reaches the other site and outlives every
 * rebuild of the read models. No till pulls it.
 */
export const PARKED_STEPS = 'parked-step';

const check = Compile(ParkedStep);
type Told = ParkedOp['steps'][number];
export type SiteStep = { op_id: string; told: Told };

/**
 * Asked for twice with one id, it is one step. Refuses, behind the lock of every writer of this site, to
 * resolve what somebody resolved meanwhile. The store stands first: managers see their own.
 */
export async function tellParkedStep(
  site: SiteContext,
  step: ParkedStep,
  author: string,
): Promise<void> {
  const k = `${step.store}/${step.op_id}/${step.step_id}`;
  const edit = { ds: PARKED_STEPS, k, op: 'put', v: JSON.stringify(step), base_hlc: 0 } as const;
  const stepsOf = async (db: Db) =>
    (await readParkedSteps(db)).filter(({ op_id: id }) => id === step.op_id);
  try {
    await appendChanges(site, [edit], author, async (tx) => {
      if (step.kind === 'resolved' && isResolved(await stepsOf(tx)))
        throw new ProblemError('head-office-conflict', 'somebody resolved it since you looked');
    });
  } catch (error) {
    const isConflict = error instanceof ProblemError && error.kind === 'head-office-conflict';
    const isTold = async () =>
      (await stepsOf(site.pool)).some(({ told }) => told.step_id === step.step_id);
    if (!isConflict || !(await isTold())) throw error;
  }
}

/** The last step says it. */
export const isResolved = (steps: readonly SiteStep[]): boolean =>
  steps.at(-1)?.told.kind === 'resolved';

/** Every step there ever was, oldest first; rows of a later version that this one cannot read stay out. */
export async function readParkedSteps(db: Db): Promise<SiteStep[]> {
  const found = await db.query<{ v: string; o: string }>(
    `SELECT v, o FROM (
       SELECT DISTINCT ON (key) value AS v, origin AS o, hlc FROM all_changes
        WHERE dataset = '${PARKED_STEPS}' AND op = 'put' ORDER BY key, hlc, origin) first
      ORDER BY hlc, o`,
  );
  return found.rows.flatMap(({ v, o }) => {
    const step: unknown = JSON.parse(v);
    if (!check.Check(step)) return [];
    const { op_id, step_id, kind, who, note, at_ms } = step;
    const told = { step_id, kind, who, at_ms, site: o, ...(note === undefined ? {} : { note }) };
    return [{ op_id, told }];
  });
}
