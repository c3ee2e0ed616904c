import { readHostAddress } from '../host-address.ts';
import { isPrinterProfile, PRINTER_PROFILES, type PrinterProfile } from './printer-profile.ts';

/** Where the receipt printer is and what kind it is; no setting, no printer. */
export type PrinterSetting =
  | { ok: true; printer: { host: string; port: number; profile: PrinterProfile } | undefined }
  | { ok: false; reason: 'bad-address' | 'unknown-profile' };

const CUSTOMARY_PORT = 9100;

/** `EVERTILL_PRINTER`: host or host:port; `EVERTILL_PRINTER_PROFILE`: one of the profiles (RCP16). */
export function readPrinterSetting(
  env: Readonly<Record<string, string | undefined>>,
): PrinterSetting {
  const named = env['EVERTILL_PRINTER'] ?? '';
  if (named === '') return { ok: true, printer: undefined };
  const address = readHostAddress(named, CUSTOMARY_PORT);
  if (address === undefined) return { ok: false, reason: 'bad-address' };
  const profile = env['EVERTILL_PRINTER_PROFILE'] ?? 'epson-42';
  if (!isPrinterProfile(profile)) return { ok: false, reason: 'unknown-profile' };
  return { ok: true, printer: { ...address, profile: PRINTER_PROFILES[profile] } };
}
