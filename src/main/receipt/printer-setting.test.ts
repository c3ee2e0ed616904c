import { expect, it } from 'vitest';
import { PRINTER_PROFILES } from './printer-profile.ts';
import { readPrinterSetting } from './printer-setting.ts';

const read = (EVERTILL_PRINTER?: string, EVERTILL_PRINTER_PROFILE?: string) =>
  readPrinterSetting({ EVERTILL_PRINTER, EVERTILL_PRINTER_PROFILE });

it('RCP16: no setting, no printer; port and kind have customary values', () => {
  expect(read()).toEqual({ ok: true, printer: undefined });
  expect(read('10.0.0.9')).toEqual({
    ok: true,
    printer: { host: '10.0.0.9', port: 9100, profile: PRINTER_PROFILES['epson-42'] },
  });
  expect(read('[fe80::1]:9101', 'xprinter-48')).toEqual({
    ok: true,
    printer: { host: 'fe80::1', port: 9101, profile: PRINTER_PROFILES['xprinter-48'] },
  });
});

it('RCP16 peers-44: a setting that is none is said, not guessed at', () => {
  for (const address of ['http://10.0.0.9', 'printer:0', 'printer:70000', 'a b', ':9100'])
    expect(read(address)).toEqual({ ok: false, reason: 'bad-address' });
  expect(read('printer', 'toString')).toEqual({ ok: false, reason: 'unknown-profile' });
});
