import { readHostAddress } from '../host-address.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** Where the payment terminal is; no setting, no terminal. */
export type TerminalSetting =
  | { ok: true; terminal: { host: string; port: number; patienceMs: number } | undefined }
  | { ok: false; reason: 'bad-address' | 'bad-patience' };

const CUSTOMARY_PORT = 9200;
/** A terminal at work gives a sign of life each second or two. */
const PATIENCE_MS = 10_000;

/** `EVERTILL_TERMINAL`: host or host:port; `EVERTILL_TERMINAL_PATIENCE_MS`: silence that is too long. */
export function readTerminalSetting(env: Env): TerminalSetting {
  const named = env['EVERTILL_TERMINAL'] ?? '';
  if (named === '') return { ok: true, terminal: undefined };
  const address = readHostAddress(named, CUSTOMARY_PORT);
  if (address === undefined) return { ok: false, reason: 'bad-address' };
  const patience = env['EVERTILL_TERMINAL_PATIENCE_MS'];
  const patienceMs = patience === undefined ? PATIENCE_MS : Number(patience);
  if (!Number.isInteger(patienceMs) || patienceMs < 100 || patienceMs > 60_000) {
    return { ok: false, reason: 'bad-patience' };
  }
  return { ok: true, terminal: { ...address, patienceMs } };
}

/** Whether cards can be taken at this machine at all. */
export function hasTerminal(env: Env): boolean {
  const setting = readTerminalSetting(env);
  return setting.ok && setting.terminal !== undefined;
}
