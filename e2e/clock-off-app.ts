import { cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PROJECT } from './host.ts';

const DAY_MS = 86_400_000;

/** Every `Date` of the realm runs this far off, as on a machine whose clock is wrong. */
function wrongDate(offMs: number): string {
  return `globalThis.Date = class Date extends globalThis.Date {
  constructor(...parts) { super(...(parts.length === 0 ? [Date.now()] : parts)); }
  static now() { return super.now() + ${offMs}; }
};`;
}

/**
 * A copy of the built till in which main, page and workers read a clock that is `days` off. Only
 * the clock differs: the product has no such switch, so the build is wrapped from outside.
 */
export function clockOffApp(days: number): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'clock-off-app-'));
  cpSync(path.join(PROJECT, 'dist'), path.join(folder, 'dist'), { recursive: true });
  const { name, version, main } = JSON.parse(
    readFileSync(path.join(PROJECT, 'package.json'), 'utf8'),
  ) as Record<string, string>;
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ name, version, main }));
  const assets = path.join(folder, 'dist/renderer/assets');
  const scripts = readdirSync(assets)
    .filter((file) => file.endsWith('.js'))
    .map((file) => path.join(assets, file));
  for (const script of [path.join(folder, 'dist/main/main.cjs'), ...scripts])
    writeFileSync(script, `${onceARealm(days)}\n${readFileSync(script, 'utf8')}`);
  return folder;
}

/** A page may load several scripts; its clock is put off once. */
function onceARealm(days: number): string {
  return `if (!globalThis.clockIsOff) { globalThis.clockIsOff = true; ${wrongDate(days * DAY_MS)} }`;
}
