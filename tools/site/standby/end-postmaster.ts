import { postmasterPid } from '../../demo/postgres-folders.ts';
import { orphansGone } from '../../region/orphans-gone.ts';
import { waitUntil } from '../../region/wait-until.ts';

const PATIENCE_MS = 30_000;
/** A shutdown in good order gets so long before it is cut short, ms. */
const ORDERLY_MS = 5000;

/** Ends the PostgreSQL that runs on a data folder, whoever started it; nothing where none does. */
export async function endPostmaster(dataDir: string): Promise<void> {
  const pid = postmasterPid(dataDir);
  if (pid === undefined) return;
  process.kill(pid, 'SIGINT');
  const hurry = setTimeout(() => {
    if (postmasterPid(dataDir) === pid) process.kill(pid, 'SIGQUIT');
  }, ORDERLY_MS);
  try {
    await waitUntil(`PostgreSQL in ${dataDir} to end`, PATIENCE_MS, async () =>
      postmasterPid(dataDir) === undefined ? true : undefined,
    );
    await orphansGone(dataDir);
  } finally {
    clearTimeout(hurry);
  }
}
