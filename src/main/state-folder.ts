import { createHash } from 'node:crypto';
import path from 'node:path';

/**
 * Where the till keeps what must outlive its Chromium profile: journal, marker, key and identity.
 * Outside the profile, so that a wiped or copied one shows itself (D12); one folder a profile.
 */
export function stateFolder(at: {
  env: Readonly<Record<string, string | undefined>>;
  appData: string;
  userData: string;
}): string {
  const named = at.env['EVERTILL_STATE_DIR'];
  if (named !== undefined && named !== '') return path.resolve(named);
  const profile = createHash('sha256').update(path.resolve(at.userData)).digest('hex');
  return path.join(at.appData, 'evertill-state', profile.slice(0, 16));
}
