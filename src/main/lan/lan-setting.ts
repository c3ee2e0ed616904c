import { isIP } from 'node:net';
import { readHostAddress } from '../host-address.ts';

type Env = Readonly<Record<string, string | undefined>>;

export type LanAddress = { host: string; port: number };

/** Where this till listens, and where the other tills of the store do; no setting, no LAN. */
export type LanSetting =
  | { ok: true; lan: { own: LanAddress; others: readonly LanAddress[] } | undefined }
  | { ok: false; reason: 'bad-address' | 'not-local' };

const CUSTOMARY_PORT = 9300;
const MOST_TILLS = 50;

/**
 * `EVERTILL_LAN`: this till's own address on the store's LAN, host or host:port; `EVERTILL_LAN_TILLS`:
 * those of the others, with commas. Addresses, no names, and none outside a private network: what a
 * store says of itself never leaves it (I10).
 */
export function readLanSetting(env: Env): LanSetting {
  const named = env['EVERTILL_LAN'] ?? '';
  if (named === '') return { ok: true, lan: undefined };
  const texts = [named, ...(env['EVERTILL_LAN_TILLS'] ?? '').split(',')]
    .map((text) => text.trim())
    .filter((text) => text !== '');
  const found = texts.map((text) => readHostAddress(text, CUSTOMARY_PORT));
  const addresses = found.flatMap((address) => address ?? []);
  const [own, ...others] = addresses;
  if (own === undefined || addresses.length < texts.length || others.length > MOST_TILLS)
    return { ok: false, reason: 'bad-address' };
  if (!addresses.every(({ host }) => isLocal(host))) return { ok: false, reason: 'not-local' };
  return { ok: true, lan: { own, others: others.filter((other) => !isSame(own, other)) } };
}

const isSame = (a: LanAddress, b: LanAddress): boolean => a.host === b.host && a.port === b.port;

/** Of a private network, a link or the machine itself (RFC 1918, 3927, 4193, 4291). */
function isLocal(host: string): boolean {
  if (isIP(host) === 6) return /^(::1$|f[cd]|fe[89ab])/i.test(host);
  if (isIP(host) !== 4) return false;
  return /^(10\.|127\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.)/.test(host);
}
