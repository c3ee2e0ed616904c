import { randomUUID } from 'node:crypto';
import type { SignInTold } from '../../../../src/contracts/audit.ts';
import type { SiteContext } from '../../site-context.ts';
import { appendChanges } from '../changes/append-changes.ts';

/** Puts on record who came in or went; no till pulls it. */
export async function tellSignIn(
  site: SiteContext,
  kind: SignInTold['kind'],
  { subject, name, role }: Pick<SignInTold, 'subject' | 'name' | 'role'>,
): Promise<void> {
  const told: SignInTold = { v: 1, kind, subject, name, role, at_ms: site.now() };
  const edit = { ds: 'sign-in', k: randomUUID(), op: 'put', v: JSON.stringify(told) } as const;
  await appendChanges(site, [edit], `console:${subject}`);
}
