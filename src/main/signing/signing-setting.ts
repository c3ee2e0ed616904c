import { readHostAddress } from '../host-address.ts';
import type { LineAddress } from '../ask-line.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** Where the signing device is; no setting, no device. */
export type SigningSetting =
  | { ok: true; device: LineAddress | undefined }
  | { ok: false; reason: 'bad-address' | 'bad-patience' };

const CUSTOMARY_PORT = 9300;
/** Longer than paper waits (TSE4): what comes late is still told. */
const PATIENCE_MS = 8000;

/** `EVERTILL_SIGNING_DEVICE`: host or host:port; `EVERTILL_SIGNING_PATIENCE_MS`: silence that is too long. */
export function readSigningSetting(env: Env): SigningSetting {
  const named = env['EVERTILL_SIGNING_DEVICE'] ?? '';
  if (named === '') return { ok: true, device: undefined };
  const address = readHostAddress(named, CUSTOMARY_PORT);
  if (address === undefined) return { ok: false, reason: 'bad-address' };
  const patience = env['EVERTILL_SIGNING_PATIENCE_MS'];
  const patienceMs = patience === undefined ? PATIENCE_MS : Number(patience);
  if (!Number.isInteger(patienceMs) || patienceMs < 100 || patienceMs > 60_000)
    return { ok: false, reason: 'bad-patience' };
  return { ok: true, device: { ...address, patienceMs } };
}
