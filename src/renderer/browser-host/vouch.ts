import type { IpcAnswer } from '../../contracts/ipc.ts';
import type { BrowserTill } from './browser-session.ts';
import { signWith } from './web-keys.ts';

/** The till's credential and its signature over each op id; not without a till. */
export async function vouch(
  till: BrowserTill | undefined,
  opIds: readonly string[],
): Promise<IpcAnswer<'identity.vouch'>> {
  if (till === undefined) return { ok: false };
  const sigs: string[] = [];
  for (const opId of opIds) sigs.push(await signWith(till.key, 'op', opId));
  return { ok: true, credential: till.credentialToken, sigs };
}

/** What only this till's key gives, the same each time (RCP7); not without a till. */
export async function receiptSecret(
  till: BrowserTill | undefined,
): Promise<IpcAnswer<'receipt.key'>> {
  if (till === undefined) return { ok: false };
  return { ok: true, secret: await signWith(till.key, 'receipt', till.credential.till_id) };
}
