import { honest } from './honest.ts';
import { readLaunchArgs } from './launch-args.ts';

/** What this process was started with. */
export const launchArgs = readLaunchArgs(process.argv.slice(2));

/** Switches for Chromium: those given at launch and those the app appended before ready. */
export const chromiumSwitches = launchArgs.switches;

type CommandLine = Pick<
  Electron.CommandLine,
  'appendSwitch' | 'hasSwitch' | 'getSwitchValue' | 'removeSwitch'
>;

const plain: CommandLine = {
  appendSwitch(name, value = '') {
    chromiumSwitches.set(name.replace(/^--/, ''), value);
  },
  hasSwitch: (name) => chromiumSwitches.has(name),
  getSwitchValue: (name) => chromiumSwitches.get(name) ?? '',
  removeSwitch(name) {
    chromiumSwitches.delete(name);
  },
};

/** `app.commandLine`. */
export const commandLine = honest('app.commandLine', plain);
