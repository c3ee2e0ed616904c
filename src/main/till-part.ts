import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { identityFile } from './identity/identity-file.ts';
import { postEnrolBy } from './identity/post-enrol.ts';
import { findRegion } from './identity/region-trust.ts';
import { tillKey } from './identity/till-key.ts';
import { openTillSession } from './identity/till-session.ts';
import { LineAway } from '../contracts/line-away.ts';
import { registerJournal } from './journal/journal-part.ts';
import { registerLan } from './lan/lan-part.ts';
import type { MainHost } from './main-host.ts';
import { stateFolder } from './state-folder.ts';
import { openConnections } from './transport/connections.ts';
import { makeDial } from './transport/dial.ts';
import { registerTransport } from './transport/transport-part.ts';
import { registerUpdates } from './update/update-part.ts';

/** Identity, journal and transport: one part, because the till's key signs for all three. */
export async function registerTill(host: MainHost): Promise<void> {
  const folder = stateFolder(host);
  const caFile = host.env['EVERTILL_CA_FILE'];
  const connections = openConnections(
    caFile === undefined ? undefined : await readFile(caFile, 'utf8'),
  );
  const dial = makeDial(connections);
  const session = await openTillSession({
    folder,
    found: await findRegion(regionFiles(host)),
    key: tillKey(folder, host.safeStorage, process.platform),
    file: identityFile(folder),
    post: postEnrolBy(dial),
    log: host.log,
  });
  host.ipc.handle('identity.get', () => session.identity());
  host.ipc.handle('identity.enrol', ({ code }) => session.enrol(code));
  host.ipc.handle('identity.vouch', ({ op_ids: opIds }) => {
    const till = session.current();
    if (till === undefined) return { ok: false };
    return {
      ok: true,
      credential: till.credentialToken,
      sigs: opIds.map((opId) => till.sign('op', opId)),
    };
  });
  host.ipc.handle('receipt.key', () => {
    const till = session.current();
    if (till === undefined) return { ok: false };
    // Ed25519 signs the same text alike each time, and nobody without the key can.
    return { ok: true, secret: till.sign('receipt', till.tillId) };
  });
  const lan = registerLan(host, session);
  await registerJournal(host, folder, session);
  const line = new LineAway(() => performance.now());
  const updates = registerUpdates(host, session, { connections, line, lan });
  registerTransport(host, session, { connections, dial, line }, updates.poked);
}

/** Where an installer or a test may have put the region file; a named one is the only one. */
function regionFiles({ env, userData, resources }: MainHost): string[] {
  const named = env['EVERTILL_REGION_FILE'];
  if (named !== undefined && named !== '') return [named];
  return [userData, resources].map((folder) => path.join(folder, 'region.json'));
}
