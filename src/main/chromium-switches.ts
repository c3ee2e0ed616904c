import type { CommandLine } from 'electron';

/**
 * Chromium's LevelDB store was seen to delete a whole database after two quick kills; its SQLite
 * store survived every one of sixty. Both features must be on before the first page opens a store.
 */
const FEATURES = ['IdbSqliteBackingStore', 'IdbSqliteOnDiskRollout'];

/** Before ready. Keeps features that were asked for at launch: the last switch would win. */
export function switchChromium(commandLine: CommandLine): void {
  const asked = commandLine.getSwitchValue('enable-features').split(',').filter(Boolean);
  const features = [...new Set([...asked, ...FEATURES])];
  commandLine.appendSwitch('enable-features', features.join(','));
}
